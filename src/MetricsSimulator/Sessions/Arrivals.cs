using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MetricsSimulator.Randomness;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Sessions;

/// <summary>
/// When the developers of a team start sessions: a Poisson process for each, whose intensity is √(2π)·max(0, X) times the activity of the developer and the hours of the
/// developer's clock. X is an Ornstein-Uhlenbeck path with mean 0 and variance 1, so that √(2π)·max(0, X) has mean 1, and a developer is away half of the time.
/// One thread at a time.
/// </summary>
internal sealed class Arrivals
{
    /// <summary>The number of cells before the start of a run that are simulated. No session stays open longer than this.</summary>
    public const uint CellsBefore = 30 * 24 * 12;

    private static readonly double RootTwoPi = Math.Sqrt(2 * Math.PI);

    // An upper limit for the mean number of starts of a developer in a cell; no valid team reaches it.
    private const double MostStarts = 500;

    private readonly Team _team;
    private readonly Draws _draws;
    private readonly Func<long, TeamPhase>? _phaseAt;
    private readonly int[] _developers;
    private readonly DrawKey[] _keys;
    private readonly uint[] _key0;
    private readonly uint[] _key1;
    private readonly double[] _rates;
    private readonly WorkingHours[] _hours;
    private readonly int[] _hoursOf;
    private readonly double _keep;
    private readonly double _noise;
    private readonly double[] _path;
    private readonly double[] _before;
    private readonly ulong _seed;

    /// <summary>Prepares the arrivals.</summary>
    /// <param name="team">The team.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="developers">The numbers of the developers to simulate.</param>
    /// <param name="draws">The random draws.</param>
    /// <param name="phaseAt">Gives the phase of a scenario at an instant, in milliseconds since the Unix epoch; null if there are none. Several threads call this function.</param>
    public Arrivals(Team team, ulong seed, IReadOnlyList<int> developers, Draws draws, Func<long, TeamPhase>? phaseAt = null)
    {
        (_team, _draws, _developers, _seed, _phaseAt) = (team, draws, [.. developers], seed, phaseAt);
        var padded = NormalBlock.Padded(_developers.Length);
        (_key0, _key1, _rates) = (new uint[padded], new uint[padded], new double[padded]);
        (_path, _before) = (new double[padded], new double[padded]);
        _keys = new DrawKey[_developers.Length];
        _hours = [.. _developers.Select(number => team.Developers[number].Hours).Distinct()];
        var numbers = _hours.Select((hours, number) => (hours, number)).ToDictionary(pair => pair.hours, pair => pair.number);
        _hoursOf = [.. _developers.Select(number => numbers[team.Developers[number].Hours])];
        var hoursPerCell = Cell.Milliseconds / 3_600_000.0;
        for (var i = 0; i < _developers.Length; i++)
        {
            var key = _keys[i] = KeyOf(seed, team.Developers[_developers[i]]);
            (_key0[i], _key1[i]) = (key.Word0, key.Word1);
            var spread = team.ActivitySpread;
            var activity = DeterministicMath.Exp(spread * draws.Normal(key, 0, SessionDraw.Activity) - spread * spread / 2);
            _rates[i] = team.SessionsPerHour * hoursPerCell * activity * RootTwoPi;
        }

        _keep = DeterministicMath.Exp(-Cell.Milliseconds / team.Correlation.TotalMilliseconds);
        _noise = Math.Sqrt(1 - _keep * _keep);
    }

    /// <summary>The next cell to be drawn.</summary>
    public uint Next { get; private set; }

    /// <summary>The next cell to be drawn and copies of the paths, to save them.</summary>
    public KeptArrivals Kept => new(Next, [.. _path], [.. _before]);

    /// <summary>The key of a developer.</summary>
    public static DrawKey KeyOf(ulong seed, Developer developer)
    {
        var name = Fnv1a.Append(Fnv1a.OffsetBasis, System.Text.Encoding.UTF8.GetBytes(developer.Name));
        var key = SeriesKey.Derive(seed, name);
        return new DrawKey(key.Word0, key.Word1);
    }

    /// <summary>The key of a session.</summary>
    public DrawKey KeyOf(in SessionAddress address) => KeyOf(PlaceOf(address.Developer), address.Cause).OfSession(address.Cell, address.Ordinal);

    /// <summary>Continues from saved paths.</summary>
    public void Restore(KeptArrivals kept)
    {
        Next = kept.Next;
        kept.Paths.CopyTo(_path);
        kept.PathsBefore.CopyTo(_before);
    }

    /// <summary>Continues from other arrivals at the same instant, for the developers that exist in both.</summary>
    /// <param name="other">The other arrivals.</param>
    /// <param name="numbers">The numbers of the developers, by name.</param>
    public void GoOnFrom(Arrivals other, IReadOnlyDictionary<string, int> numbers)
    {
        Next = other.Next;
        for (var i = 0; i < other._developers.Length; i++)
            if (numbers.TryGetValue(other._team.Developers[other._developers[i]].Name, out var number)) Copy(i, PlaceOf(number));

        void Copy(int from, int to) => (_path[to], _before[to]) = (other._path[from], other._before[from]);
    }

    /// <summary>Begins a run: draws all cells before the one that contains its start.</summary>
    /// <param name="start">The start of the run, in milliseconds since the Unix epoch.</param>
    /// <param name="matters">Whether a session that starts before the run may still be open when the run starts. Several threads call this function.</param>
    /// <param name="cancellation">Stops the computation. Another call begins again.</param>
    /// <returns>The sessions that may still be open, in no particular order.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public List<SessionAddress> Begin(long start, Func<DrawKey, long, bool> matters, CancellationToken cancellation = default)
    {
        Next = Cell.Of(start);
        var first = Next > CellsBefore ? Next - CellsBefore : 0;
        var factors = new double[(int)(Next - first)][];
        Parallel.For(0, factors.Length, cell => factors[cell] = FactorsAt(first + (uint)cell));
        var blocks = (_path.Length + NormalBlock.MaximumLength - 1) / NormalBlock.MaximumLength;
        var found = new List<SessionAddress>[blocks];
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var starts = found[block] = [];
            var from = block * NormalBlock.MaximumLength;
            var length = Math.Min(NormalBlock.MaximumLength, _path.Length - from);
            Fill(from, length, first, SessionDraw.IntensityStart, _path.AsSpan(from, length));
            for (var i = 0; i < factors.Length && !cancellation.IsCancellationRequested; i++) Draw(first + (uint)i, from, length, factors[i], starts);
            cancellation.ThrowIfCancellationRequested();
            starts.RemoveAll(address => !matters(KeyOf(address), address.Start));
        });

        return [.. found.SelectMany(list => list)];
    }

    /// <summary>Draws the starts of the next cell, without those that causes add.</summary>
    /// <returns>The starts, in no particular order.</returns>
    public List<SessionAddress> DrawNext()
    {
        var starts = new List<SessionAddress>();
        var factors = FactorsAt(Next);
        _path.CopyTo(_before, 0);
        for (var from = 0; from < _path.Length; from += NormalBlock.MaximumLength)
            Draw(Next, from, Math.Min(NormalBlock.MaximumLength, _path.Length - from), factors, starts);
        Next++;
        return starts;
    }

    /// <summary>Draws the starts that causes add in the cell that was drawn last.</summary>
    /// <param name="causes">The causes.</param>
    /// <returns>The starts, in no particular order.</returns>
    public List<SessionAddress> DrawCaused(Causes causes)
    {
        var starts = new List<SessionAddress>();
        if (causes.IsEmpty || Next == 0) return starts;
        var cell = Next - 1;
        var (begin, end) = (Cell.StartOf(cell), Cell.StartOf(Next));
        foreach (var cause in causes.Between(begin, end - 1))
        {
            if (cause.Start >= begin && cause.At(cause.Start).Agents > 0) AddRunaway(causes, cause, cell, starts);
            // The effect only grows.
            var most = cause.At(Math.Min(end, cause.End) - 1).MoreStarts;
            if (most > 0) AddSurge(causes, cause, cell, most, starts);
        }

        return starts;
    }

    private double[] FactorsAt(uint cell)
    {
        var factors = new double[_hours.Length];
        var factor = _phaseAt?.Invoke(Cell.StartOf(cell)).SessionsFactor ?? 1;
        for (var i = 0; i < factors.Length; i++) factors[i] = factor * _hours[i].FactorAt(Cell.StartOf(cell));
        return factors;
    }

    /// <summary>Adds the session of the one developer that a cause chooses.</summary>
    private void AddRunaway(Causes causes, Cause cause, uint cell, List<SessionAddress> starts)
    {
        var candidates = new List<int>();
        var joined = Math.Min(_team.Developers.Length, _phaseAt?.Invoke(cause.Start).Joined ?? int.MaxValue);
        for (var number = 0; number < joined; number++)
            if (causes.Selects(cause, number) && _team.Developers[number].From.ToUnixTimeMilliseconds() <= cause.Start) candidates.Add(number);
        if (candidates.Count == 0) return;
        var key = SeriesKey.Derive(_seed, cause.Number);
        var uniform = _draws.Uniform(new DrawKey(key.Word0, key.Word1), cell, SessionDraw.ChosenDeveloper);
        var chosen = candidates[(int)(uniform * candidates.Count)];
        if (PlaceOf(chosen) >= 0) starts.Add(new SessionAddress(chosen, cell, 0, cause.Start, cause.Number));
    }

    /// <summary>Adds the starts of a Poisson process that is thinned while the cause builds up.</summary>
    private void AddSurge(Causes causes, Cause cause, uint cell, double most, List<SessionAddress> starts)
    {
        var factors = FactorsAt(cell);
        for (var i = 0; i < _developers.Length; i++)
        {
            if (_before[i] <= 0 || !causes.Selects(cause, _developers[i])) continue;
            var key = KeyOf(i, cause.Number);
            var mean = Math.Min(_rates[i] * _before[i] * factors[_hoursOf[i]] * most, MostStarts);
            var count = PoissonDistribution.Invert(mean, _draws.Uniform(key, cell, SessionDraw.Arrivals));
            for (var ordinal = 0; ordinal < count; ordinal++)
            {
                var instant = InstantIn(cell, key, ordinal);
                if (!cause.Holds(instant) || instant < _team.Developers[_developers[i]].From.ToUnixTimeMilliseconds()) continue;
                if (_draws.Uniform(key, cell, SessionDraw.LeftOut, ordinal) * most < cause.At(instant).MoreStarts)
                    starts.Add(new SessionAddress(_developers[i], cell, ordinal, instant, cause.Number));
            }
        }
    }

    private DrawKey KeyOf(int place, ulong cause) => cause == 0 ? _keys[place] : _keys[place].OfCause(cause);

    private long InstantIn(uint cell, DrawKey key, int ordinal) =>
        Cell.StartOf(cell) + (long)(_draws.Uniform(key, cell, SessionDraw.StartInstant, ordinal) * Cell.Milliseconds);

    private int PlaceOf(int developer) => Array.BinarySearch(_developers, developer);

    /// <summary>Draws the starts of a cell for a block of developers, and moves their paths to the next cell.</summary>
    [SkipLocalsInit]
    private void Draw(uint cell, int from, int length, double[] factors, List<SessionAddress> starts)
    {
        Span<double> numbers = stackalloc double[NormalBlock.MaximumLength];
        Span<int> found = stackalloc int[NormalBlock.MaximumLength];
        numbers = numbers[..length];
        if (factors.Max() is > 0 and var factor)
        {
            // e⁻ᵐ is at least 1 − m, and m is at most the mean with the greatest factor: hardly any other developer needs the exact mean.
            LeastUniforms(_path.AsSpan(from, length), _rates.AsSpan(from, length), factor, numbers);
            var count = UniformBlock.FindAbove(_key0.AsSpan(from, length), _key1.AsSpan(from, length), AddressOf(cell, SessionDraw.Arrivals), numbers, found);
            foreach (var i in found[..count]) Start(cell, from + i, factors, starts);
        }

        Fill(from, length, cell, SessionDraw.IntensityStep, numbers);
        Evolve(_path.AsSpan(from, length), numbers);
    }

    /// <summary>Computes the uniform draws above which developers may start sessions; 1 or more for those who are away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LeastUniforms(ReadOnlySpan<double> paths, ReadOnlySpan<double> rates, double factor, Span<double> uniforms)
    {
        ref var path = ref MemoryMarshal.GetReference(paths);
        ref var rate = ref MemoryMarshal.GetReference(rates);
        ref var uniform = ref MemoryMarshal.GetReference(uniforms);
        for (nuint i = 0; i < (nuint)uniforms.Length; i += (nuint)FourNumbers.Count)
            (FourNumbers.Create(1) - FourNumbers.Load(ref rate, i) * FourNumbers.Load(ref path, i) * FourNumbers.Create(factor)).Store(ref uniform, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Evolve(Span<double> paths, ReadOnlySpan<double> normals)
    {
        var (keep, noise) = (FourNumbers.Create(_keep), FourNumbers.Create(_noise));
        ref var path = ref MemoryMarshal.GetReference(paths);
        ref var normal = ref MemoryMarshal.GetReference(normals);
        for (nuint i = 0; i < (nuint)paths.Length; i += (nuint)FourNumbers.Count)
            FourNumbers.FusedMultiplyAdd(keep, FourNumbers.Load(ref path, i), noise * FourNumbers.Load(ref normal, i)).Store(ref path, i);
    }

    private void Start(uint cell, int place, double[] factors, List<SessionAddress> starts)
    {
        var mean = _rates[place] * _path[place] * factors[_hoursOf[place]];
        var uniform = _draws.Uniform(_keys[place], cell, SessionDraw.Arrivals);
        if (uniform <= 1 - mean) return;
        var count = PoissonDistribution.Invert(Math.Min(mean, MostStarts), uniform);
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            var instant = InstantIn(cell, _keys[place], ordinal);
            if (instant >= _team.Developers[_developers[place]].From.ToUnixTimeMilliseconds()) starts.Add(new SessionAddress(_developers[place], cell, ordinal, instant));
        }
    }

    private static DrawAddress AddressOf(uint cell, SessionDraw purpose) => new(cell, (DrawPurpose)purpose, 0);

    private void Fill(int from, int length, uint cell, SessionDraw purpose, Span<double> normals) =>
        NormalBlock.Fill(_key0.AsSpan(from, length), _key1.AsSpan(from, length), AddressOf(cell, purpose), normals);
}
