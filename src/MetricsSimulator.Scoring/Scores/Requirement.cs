using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>Something that a rule must achieve: <c>recall>=0.9</c>, <c>recall(error_burst)>=0.95</c>, <c>false_per_day.high&lt;=0.2</c>, <c>delay_p95&lt;=5m</c>.</summary>
public sealed class Requirement
{
    private const string Recall = "recall(";
    private const string Low = ").low";

    // A longer operator stands before its beginning.
    private static readonly string[] s_operators = [">=", "<=", ">", "<"];

    private readonly Figure _figure;
    private readonly string _operator;
    private readonly double _limit;

    private Requirement(string text, Figure figure, string @operator, double limit) => (Text, _figure, _operator, _limit) = (text, figure, @operator, limit);

    /// <summary>The requirement as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kinds">The kinds that incidents can have.</param>
    /// <param name="parse">Reads the limit of a delay.</param>
    /// <param name="hasTwin">Whether there is a clean twin. Without one, false alarms are not known.</param>
    public static Reading<Requirement> Read(string text, IReadOnlyCollection<string> kinds, DurationParser parse, bool hasTwin = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var errors = ImmutableArray.CreateBuilder<string>();
        var place = text.AsSpan().IndexOfAny('<', '>');
        if (place < 0) return new Reading<Requirement>(null, [$"must be a figure, one of {string.Join(", ", s_operators)}, and a number, as in 'recall>=0.9', got '{text}'."]);
        var @operator = s_operators.First(each => text.AsSpan(place).StartsWith(each, StringComparison.Ordinal));
        var name = text[..place].Trim();
        var limitText = text[(place + @operator.Length)..].Trim();
        var figure = FigureOf(name, kinds, errors);
        if (!hasTwin && figure is { NeedsTwin: true })
            errors.Add($"{name} needs the same history without incidents, and there is none here. Known are {string.Join(", ", Figure.All.Where(other => !other.NeedsTwin).Select(other => other.Name))}, recall(KIND) and recall(KIND).low.");
        var limit = figure is null ? 0 : LimitOf(figure, limitText, parse, errors);
        return errors.Count > 0 ? new Reading<Requirement>(null, errors.ToImmutable()) : new Reading<Requirement>(new Requirement(text, figure!, @operator, limit), []);
    }

    /// <summary>The figure of a rule; null if it is unknown. A delay is in seconds.</summary>
    public double? ValueOf(RuleScore score) => _figure.Of(score);

    /// <summary>Decides whether a rule meets it.</summary>
    public RequirementOutcome Decide(RuleScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        if (_figure.NeedsClaims && !score.Kinds.Any(kind => kind.IsClaimed && (_figure.Kind is null || kind.Kind == _figure.Kind)) && !ClaimsKind(score)) return RequirementOutcome.NotApplicable;
        if (ValueOf(score) is not { } value) return RequirementOutcome.Unknown;
        var isMet = _operator switch
        {
            ">=" => value >= _limit,
            "<=" => value <= _limit,
            ">" => value > _limit,
            _ => value < _limit,
        };
        return isMet ? RequirementOutcome.Met : RequirementOutcome.Unmet;
    }

    // A rule that says what it detects must be measured, even if no such incident came.
    private bool ClaimsKind(RuleScore score)
    {
        if (score.Rule.Claims is not { } claims) return false;
        foreach (var claim in claims.All)
            if (_figure.Kind is null || claim.Kind is null || claim.Kind == _figure.Kind) return true;
        return false;
    }

    private static Figure? FigureOf(string name, IReadOnlyCollection<string> kinds, ImmutableArray<string>.Builder errors)
    {
        foreach (var figure in Figure.All)
            if (figure.Name == name) return figure;
        var isLow = name.EndsWith(Low, StringComparison.Ordinal);
        if (!name.StartsWith(Recall, StringComparison.Ordinal) || !isLow && !name.EndsWith(')'))
        {
            errors.Add($"unknown figure '{name}'. Known are {string.Join(", ", Figure.All.Select(figure => figure.Name))}, recall(KIND) and recall(KIND).low.");
            return null;
        }

        var kind = name[Recall.Length..^(isLow ? Low.Length : 1)].Trim();
        if (!kinds.Contains(kind, StringComparer.Ordinal)) errors.Add($"unknown kind of anomaly '{kind}'. {(kinds.Count == 0 ? "There are none." : $"Known are {string.Join(", ", kinds)}.")}");
        return Figure.RecallOf(name, kind, isLow);
    }

    private static double LimitOf(Figure figure, string text, DurationParser parse, ImmutableArray<string>.Builder errors)
    {
        if (figure.Unit == FigureUnit.Duration)
        {
            if (parse(text, out var duration) && duration >= TimeSpan.Zero) return duration.TotalSeconds;
            errors.Add($"{figure.Name} needs a duration of 0 or more, like 5m, got '{text}'.");
            return 0;
        }

        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var limit);
        if (!isNumber || !double.IsFinite(limit) || figure.Unit == FigureUnit.Share && limit > 1)
            errors.Add($"{figure.Name} needs {(figure.Unit == FigureUnit.Share ? "a number from 0 to 1" : "a number of 0 or more")}, got '{text}'.");
        return limit;
    }
}
