using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>The language models of a workload.</summary>
public sealed class LanguageModels : IEquatable<LanguageModels>
{
    private readonly LanguageModel[][] _byRole;

    /// <summary>Creates the models.</summary>
    /// <param name="models">The models. Each role has at least one model that is valid from the beginning.</param>
    /// <exception cref="ArgumentException"><see cref="Violation"/> names a broken rule.</exception>
    public LanguageModels(ImmutableArray<LanguageModel> models)
    {
        Rule.Require(Violation(models));
        All = models;
        _byRole = [.. Enum.GetValues<ModelRole>().Select(role => models.Where(model => model.Role == role).OrderBy(model => model.From).ToArray())];
    }

    /// <summary>
    /// Claude Opus 5, Sonnet 5 and Haiku 4.5 with their published prices in USD per million tokens. Source: platform.claude.com, page "Pricing", 2026.
    /// </summary>
    public static LanguageModels Default { get; } = new(
        [
            new("claude-opus-5", ModelRole.Opus, DateTimeOffset.UnixEpoch, [new(DateTimeOffset.UnixEpoch, 0, TokenPrices.PerMillion(5, 25))]),
            new("claude-sonnet-5", ModelRole.Sonnet, DateTimeOffset.UnixEpoch, [new(DateTimeOffset.UnixEpoch, 0, TokenPrices.PerMillion(2, 10))]),
            new("claude-haiku-4-5-20251001", ModelRole.Haiku, DateTimeOffset.UnixEpoch, [new(DateTimeOffset.UnixEpoch, 0, TokenPrices.PerMillion(1, 5))]),
        ]);

    /// <summary>All models, as they were given.</summary>
    public ImmutableArray<LanguageModel> All { get; }

    /// <summary>The rule that the models break; null if they break none.</summary>
    public static string? Violation(ImmutableArray<LanguageModel> models)
    {
        if (models.IsDefault) return "must be a list";
        foreach (var role in Enum.GetValues<ModelRole>())
        {
            if (!models.Any(model => model.Role == role && model.From == DateTimeOffset.UnixEpoch))
                return $"must have a model of the role {role.ToString().ToLowerInvariant()} without 'from'";
        }

        foreach (var model in models)
        {
            if (models.Count(other => other.Role == model.Role && other.From == model.From) > 1)
                return Rule.Broken($"must have one model of the role {model.Role.ToString().ToLowerInvariant()} at each time 'from'", model.Name);
            if (model.Prices.DistinctBy(period => (period.From, period.AboveTokens)).Count() < model.Prices.Length)
                return Rule.Broken("must have one price for each pair of 'from' and 'above'", model.Name);
            if (!model.Prices.Any(period => period.From == DateTimeOffset.UnixEpoch && period.AboveTokens == 0))
                return $"must have a price of {model.Name} without 'from' and 'above'";
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(LanguageModels? other) => other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LanguageModels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All.Length, All[0]);

    /// <summary>The model with the name and the role of another, which may have other prices; null if there is none.</summary>
    internal LanguageModel? Find(LanguageModel other)
    {
        LanguageModel? found = null;
        foreach (var model in _byRole[(int)other.Role])
            if (model.Name == other.Name && (found is null || model.From <= other.From)) found = model;
        return found;
    }

    /// <summary>The model for a session that starts at an instant.</summary>
    /// <param name="role">The role of the model.</param>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    internal LanguageModel At(ModelRole role, long instant)
    {
        var models = _byRole[(int)role];
        for (var i = models.Length - 1; i > 0; i--)
            if (models[i].From.ToUnixTimeMilliseconds() <= instant) return models[i];
        return models[0];
    }
}
