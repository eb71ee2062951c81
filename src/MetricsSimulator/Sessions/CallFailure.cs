using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>The failed attempts of a call before a model answers it or the client gives up.</summary>
/// <param name="Attempts">The number of attempts that fail; 0 for none.</param>
/// <param name="Duration">How long they and the waits between them take, in milliseconds.</param>
/// <param name="IsFinal">Whether the client gives up the call.</param>
internal readonly record struct CallFailure(int Attempts, long Duration, bool IsFinal)
{
    /// <summary>The number of attempts after which the client gives up.</summary>
    public const int MostAttempts = 11;

    // A request that the service refuses is answered fast; one that it cannot serve takes a second.
    private const long RefusedTime = 300;
    private const long FailedTime = 1000;
    private const long FirstWait = 500;
    private const long LongestWait = 32_000;

    private static readonly Mix<int> Refused = new((400, .55), (429, .25), (401, .10), (413, .05), (403, .05));
    private static readonly Mix<int> Overloaded = new((529, .90), (500, .07), (503, .03));

    /// <summary>The HTTP statuses of a call that is given up.</summary>
    public Mix<int> Statuses => Attempts == 1 ? Refused : Overloaded;

    /// <summary>Chooses the failures of a call.</summary>
    /// <param name="uniform">A draw from (0, 1).</param>
    /// <param name="failures">The probability that an attempt fails.</param>
    /// <param name="fatal">The probability that the call is refused at once.</param>
    public static CallFailure Of(double uniform, double failures, double fatal)
    {
        if (uniform > 1 - fatal) return new CallFailure(1, RefusedTime, true);
        if (failures <= 0) return default;
        var failed = failures >= 1 ? MostAttempts : (int)Math.Min(MostAttempts, Math.Floor(DeterministicMath.Log(uniform) / DeterministicMath.Log(failures)));
        // There is no wait after the last attempt.
        var isFinal = failed == MostAttempts;
        var time = failed * FailedTime;
        for (var k = 0; k < (isFinal ? failed - 1 : failed); k++) time += Math.Min(FirstWait << k, LongestWait);
        return new CallFailure(failed, time, isFinal);
    }
}
