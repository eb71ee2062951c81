namespace MetricsSimulator.Expressions;

/// <summary>A pattern as instructions for <see cref="Expression"/>, which follows several of them at a time.</summary>
internal sealed class ExpressionProgram
{
    /// <summary>The most instructions, as in Go's <c>regexp/syntax</c>: 128 MiB of 40 bytes each.</summary>
    public const int MostInstructions = (128 << 20) / 40;

    private readonly List<Instruction> _instructions = [];

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ExpressionException">It is too long.</exception>
    public ExpressionProgram(ExpressionNode node)
    {
        if (SizeOf(node) > MostInstructions) throw new ExpressionException("it is too long");
        Add(node);
        Append(new Instruction(Operation.Match));
        Instructions = [.. _instructions];
    }

    /// <summary>The operation of an instruction.</summary>
    internal enum Operation
    {
        /// <summary>Takes one character of a class, and continues with the next instruction.</summary>
        Take,

        /// <summary>Continues with the next instruction if a condition holds.</summary>
        Assert,

        /// <summary>Continues with the target.</summary>
        Jump,

        /// <summary>Continues with both the next instruction and the target.</summary>
        Split,

        /// <summary>The pattern ends.</summary>
        Match,
    }

    /// <summary>The instructions; a match begins at the first.</summary>
    public Instruction[] Instructions { get; }

    // Estimates the number of instructions of a node.
    private static long SizeOf(ExpressionNode node) => node switch
    {
        ExpressionNode.Sequence sequence => sequence.Parts.Sum(SizeOf),
        ExpressionNode.Choice choice => choice.Branches.Sum(branch => SizeOf(branch) + 2),
        ExpressionNode.Repeat repeat => Math.Max(1, repeat.Most ?? repeat.Least + 1) * (SizeOf(repeat.Part) + 1),
        _ => 1,
    };

    private void Add(ExpressionNode node)
    {
        switch (node)
        {
            case ExpressionNode.OneOf one:
                Append(new Instruction(Operation.Take, Class: one.Class));
                break;
            case ExpressionNode.At at:
                Append(new Instruction(Operation.Assert, Assertion: at.Assertion));
                break;
            case ExpressionNode.Sequence sequence:
                foreach (var part in sequence.Parts) Add(part);
                break;
            case ExpressionNode.Choice choice:
                AddChoice(choice.Branches);
                break;
            case ExpressionNode.Repeat repeat:
                AddRepeat(repeat);
                break;
        }
    }

    private void AddChoice(ExpressionNode[] branches)
    {
        var ends = new List<int>();
        for (var i = 0; i < branches.Length; i++)
        {
            var split = i < branches.Length - 1 ? Append(new Instruction(Operation.Split)) : -1;
            Add(branches[i]);
            if (split < 0) break;
            ends.Add(Append(new Instruction(Operation.Jump)));
            Lead(split);
        }

        foreach (var end in ends) Lead(end);
    }

    private void AddRepeat(ExpressionNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++) Add(repeat.Part);
        if (repeat.Most is not { } most)
        {
            var loop = Append(new Instruction(Operation.Split));
            Add(repeat.Part);
            Append(new Instruction(Operation.Jump, Target: loop));
            Lead(loop);
            return;
        }

        var splits = new List<int>();
        for (var i = repeat.Least; i < most; i++)
        {
            splits.Add(Append(new Instruction(Operation.Split)));
            Add(repeat.Part);
        }

        foreach (var split in splits) Lead(split);
    }

    private int Append(Instruction instruction)
    {
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }

    /// <summary>Lets an instruction continue with the next instruction that is added.</summary>
    private void Lead(int instruction) => _instructions[instruction] = _instructions[instruction] with { Target = _instructions.Count };

    /// <summary>One instruction.</summary>
    /// <param name="Operation">Its operation.</param>
    /// <param name="Target">The index of another instruction to continue with.</param>
    /// <param name="Class">The class of characters that it takes.</param>
    /// <param name="Assertion">The condition.</param>
    internal readonly record struct Instruction(
        Operation Operation, int Target = 0, CharacterClass? Class = null, ExpressionAssertion Assertion = default);
}
