namespace MetricsSimulator.Processes;

/// <summary>The exponential of a small square matrix, which solves linear differential equations.</summary>
internal static class MatrixExponential
{
    /// <summary>
    /// e^A by scaling and squaring: the Taylor series of A/2ⁿ, whose norm is at most ½, squared n times. Source: Moler and Van Loan, "Nineteen
    /// Dubious Ways to Compute the Exponential of a Matrix", SIAM Review 45 (2003), method 3.
    /// </summary>
    /// <param name="matrix">A: a square matrix.</param>
    public static double[,] Of(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var squarings = Math.Max(0, Math.ILogB(NormOf(matrix)) + 2);
        var scaled = Combine(size, (i, j) => Math.ScaleB(matrix[i, j], -squarings));
        var term = Combine(size, (i, j) => i == j ? 1 : 0);
        var sum = term;
        // 2⁻¹⁸/18! is below 10⁻²¹.
        for (var n = 1; n <= 18; n++)
        {
            term = Product(term, scaled, 1.0 / n);
            var (last, next) = (sum, term);
            sum = Combine(size, (i, j) => last[i, j] + next[i, j]);
        }

        for (var n = 0; n < squarings; n++) sum = Product(sum, sum, 1);
        return sum;
    }

    private static double[,] Product(double[,] left, double[,] right, double scale) => Combine(left.GetLength(0), (i, j) =>
    {
        double sum = 0;
        for (var k = 0; k < left.GetLength(0); k++) sum += left[i, k] * right[k, j];
        return sum * scale;
    });

    // The norm is the largest sum over a row.
    private static double NormOf(double[,] matrix)
    {
        double norm = 0;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            double row = 0;
            for (var j = 0; j < matrix.GetLength(1); j++) row += Math.Abs(matrix[i, j]);
            norm = Math.Max(norm, row);
        }

        return norm;
    }

    private static double[,] Combine(int size, Func<int, int, double> entry)
    {
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++) matrix[i, j] = entry(i, j);
        return matrix;
    }
}
