using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Runners;

/// <summary>A session of a runner. Its draws belong to its key alone. Instants are in milliseconds since the Unix epoch. One thread at a time.</summary>
/// <param name="key">The key of its draws.</param>
/// <param name="platform">From where it was started.</param>
/// <param name="arrival">When it arrived.</param>
internal sealed class RunnerSession(DrawKey key, string platform, long arrival)
{
    private const double Shortest = .1;
    private const double Longest = 30 * 86_400;

    private uint _turn;
    private long _nextTurn;

    /// <summary>The key of its draws.</summary>
    public DrawKey Key => key;

    /// <summary>From where it was started.</summary>
    public string Platform => platform;

    /// <summary>When it arrived.</summary>
    public long Arrival => arrival;

    /// <summary>Where it is.</summary>
    public SessionStage Stage { get; private set; }

    /// <summary>When it came there.</summary>
    public long Since { get; private set; }

    /// <summary>When it leaves; unknown while it waits for a slot.</summary>
    public long Until { get; private set; } = long.MaxValue;

    /// <summary>How many of its spawn hooks have failed.</summary>
    public int Failures { get; set; }

    /// <summary>When it becomes idle, or became so.</summary>
    public long IdleFrom { get; private set; }

    /// <summary>The series that shows how long it is idle; null before it is ready.</summary>
    public LabelSet? Series { get; set; }

    /// <summary>Enters a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="now">The instant.</param>
    /// <param name="until">When it leaves the stage.</param>
    public void Enter(SessionStage stage, long now, long until = long.MaxValue) => (Stage, Since, Until) = (stage, now, until);

    /// <summary>Draws a duration, in milliseconds.</summary>
    /// <param name="distribution">Its distribution, in seconds.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="position">Which of that purpose.</param>
    public long Draw(LognormalDistribution distribution, SessionDraw purpose, uint position = 0) =>
        Whole.Milliseconds(Math.Clamp(distribution.AtNormal(Draws.OfRun.Normal(key, position, purpose)), Shortest, Longest));

    /// <summary>Whether something happens that has a probability.</summary>
    /// <param name="probability">The probability.</param>
    /// <param name="purpose">What it is.</param>
    /// <param name="position">Which of that purpose.</param>
    public bool Happens(double probability, SessionDraw purpose, uint position = 0) => Draws.OfRun.Happens(probability, key, position, purpose);

    /// <summary>Begins a turn: Claude works, and then the session is idle.</summary>
    public void BeginTurn(RunnersDefinition definition, long now)
    {
        IdleFrom = now + Draw(definition.Work, SessionDraw.RunnerWork, _turn);
        _nextTurn = IdleFrom + Draw(definition.Wait, SessionDraw.RunnerWait, _turn);
    }

    /// <summary>Begins the turns that have begun before an instant.</summary>
    public void AdvanceTurns(RunnersDefinition definition, long now)
    {
        while (_nextTurn <= now)
        {
            _turn++;
            BeginTurn(definition, _nextTurn);
        }
    }

    /// <summary>A copy at the same place.</summary>
    public RunnerSession Copy() => (RunnerSession)MemberwiseClone();
}
