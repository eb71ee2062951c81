namespace MetricsSimulator.Sessions;

/// <summary>The key of all random draws of a developer, a session or a subagent.</summary>
/// <param name="Word0">The first half.</param>
/// <param name="Word1">The second half.</param>
internal readonly record struct DrawKey(uint Word0, uint Word1)
{
    // Purpose numbers that no draw uses.
    private const uint SessionWord = 62u << 16;
    private const uint SubagentWord = 63u << 16;
    private const uint CauseWord = 90u << 16;

    private const int Slots = 16;

    /// <summary>The key of a session of the developer with this key.</summary>
    /// <param name="cell">The number of the cell in which the session starts; see <see cref="Cell"/>.</param>
    /// <param name="ordinal">The number of the start within the cell, from 0.</param>
    public DrawKey OfSession(uint cell, int ordinal) => Derive(cell, SessionWord + (uint)ordinal);

    /// <summary>The key of a subagent of the session with this key.</summary>
    /// <param name="position">The position of the call that starts it.</param>
    /// <param name="slot">The number of the tool within the call, from 0.</param>
    public DrawKey OfSubagent(uint position, int slot) => Derive(position, SubagentWord + (uint)slot);

    /// <summary>The key under which a cause adds sessions to the developer with this key.</summary>
    /// <param name="cause">The <see cref="Cause.Number"/> of the cause.</param>
    public DrawKey OfCause(ulong cause)
    {
        var block = Randomness.Threefry.Encrypt(Word0 ^ (uint)(cause >> 32), Word1, (uint)cause, CauseWord);
        return new DrawKey((uint)(block >> 32), (uint)block);
    }

    /// <summary>A number that identifies an event in the thread with this key. The probability that two numbers in a run are equal is one in billions.</summary>
    /// <param name="position">The position of the call.</param>
    /// <param name="slot">The number of the event in the call, from 0 to 15.</param>
    public ulong IdentityOf(uint position, int slot) => ((ulong)Word0 << 32 | Word1) + (ulong)position * Slots + (ulong)slot;

    private DrawKey Derive(uint counter0, uint counter1)
    {
        var block = Randomness.Threefry.Encrypt(Word0, Word1, counter0, counter1);
        return new DrawKey((uint)(block >> 32), (uint)block);
    }
}
