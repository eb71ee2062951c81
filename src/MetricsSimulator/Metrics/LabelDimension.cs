using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Metrics;

/// <summary>
/// One label name with its values, and the share of the metric that each value has. The pairs are kept as they are in an
/// exposition, <c>name="value"</c> in UTF-8 and escaped, so that a writer only copies bytes.
/// </summary>
public sealed class LabelDimension : IEquatable<LabelDimension>
{
    private EncodedPairs? _encoded;
    private readonly double[]? _shares;
    private readonly double _uniformShare;
    private Dictionary<string, int>? _indices;
    private readonly ChunkedArray<byte[]?>? _replaced;

    /// <summary>Creates a dimension whose values have equal shares.</summary>
    /// <param name="name">The label name; see <see cref="LabelRules.NameViolation"/>.</param>
    /// <param name="values">At least one value, all different.</param>
    /// <exception cref="ArgumentException">A name or value breaks its rule.</exception>
    public LabelDimension(string name, ImmutableArray<string> values)
        : this(name, values, weights: default)
    {
    }

    /// <summary>Creates a dimension whose values have the shares weight / Σ weights.</summary>
    /// <param name="name">The label name; see <see cref="LabelRules.NameViolation"/>.</param>
    /// <param name="values">At least one value, all different.</param>
    /// <param name="weights">One weight per value, each above 0; default for equal shares.</param>
    /// <exception cref="ArgumentException">A name, value or weight breaks its rule.</exception>
    public LabelDimension(string name, ImmutableArray<string> values, ImmutableArray<double> weights)
    {
        Rule.Require(LabelRules.NameViolation(name), "label name");
        Rule.Require(LabelRules.ValuesViolation(values), name);
        if (!weights.IsDefault)
        {
            if (weights.Length != values.Length) throw new ArgumentException($"{name}: one weight per value is needed.", nameof(weights));
            foreach (var weight in weights) Rule.Require(LabelRules.WeightViolation(weight), name);
            Rule.Require(LabelRules.WeightsViolation(weights), name);
        }

        Name = name;
        Count = values.Length;
        _encoded = EncodePairs(name, values.Length, i => values[i]);
        _uniformShare = 1.0 / values.Length;
        if (!weights.IsDefault && weights.Any(weight => weight != weights[0]))
        {
            var sum = weights.Sum();
            _shares = [.. weights.Select(weight => weight / sum)];
        }

        Weights = _shares is null ? default : weights;
    }

    private LabelDimension(string name, string prefix, int count)
    {
        Name = name;
        Prefix = prefix;
        Count = count;
        _uniformShare = 1.0 / count;
    }

    private LabelDimension(string name, string prefix, int count, TimeSpan lifetime)
    {
        Name = name;
        Prefix = prefix;
        Lifetime = lifetime;
        Count = count;
        _uniformShare = 1.0 / count;
    }

    private LabelDimension(LabelDimension original, ChunkedArray<byte[]?> replaced)
    {
        Name = original.Name;
        Prefix = original.Prefix;
        Lifetime = original.Lifetime;
        Count = original.Count;
        _encoded = original.Encoded;
        _uniformShare = original._uniformShare;
        _replaced = replaced;
    }

    /// <summary>The label name.</summary>
    public string Name { get; }

    /// <summary>The beginning of generated values; null if the values were listed.</summary>
    public string? Prefix { get; }

    /// <summary>
    /// The mean lifetime of a value, after which another replaces it; null if values stay. Each value has a place, which it
    /// shares with its successors.
    /// </summary>
    public TimeSpan? Lifetime { get; }

    /// <summary>The weights as given, or default when all values have the same share.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The number of values.</summary>
    public int Count { get; }

    /// <summary>Whether all values have the same share.</summary>
    public bool IsUniform => _shares is null;

    /// <summary>The most values that one label may have.</summary>
    public const int MaximumCount = 10_000_000;

    /// <summary>Creates the dimension of the values <c>prefix0</c> … <c>prefixN−1</c>, with equal shares.</summary>
    /// <param name="name">The label name.</param>
    /// <param name="count">The number of values, from 1 to <see cref="MaximumCount"/>.</param>
    /// <param name="prefix">The beginning of every value; may be empty.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public static LabelDimension Generate(string name, int count, string prefix)
    {
        Rule.Require(LabelRules.NameViolation(name), "label name");
        Rule.Require(LabelRules.CountViolation(count), "count");
        ArgumentNullException.ThrowIfNull(prefix);
        Rule.Require(Rule.Printable(prefix), "prefix");
        Rule.Require(LabelRules.GeneratedViolation(name, count, prefix), name);
        return new LabelDimension(name, prefix, count);
    }

    /// <summary>
    /// Creates the dimension of values that live for a time and are then replaced. At first they are <c>prefix-0.0</c>, <c>prefix-1.0</c>, …; after
    /// <c>prefix-0.0</c> comes <c>prefix-0.1</c>. All have equal shares.
    /// </summary>
    /// <param name="name">The label name.</param>
    /// <param name="count">The number of values at every moment, from 1 to <see cref="MaximumCount"/>.</param>
    /// <param name="prefix">The beginning of every value; may be empty.</param>
    /// <param name="lifetime">The mean lifetime of a value; lifetimes are exponentially distributed. At least 1 second.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public static LabelDimension Churning(string name, int count, string prefix, TimeSpan lifetime)
    {
        Rule.Require(LabelRules.NameViolation(name), "label name");
        Rule.Require(LabelRules.CountViolation(count), "count");
        ArgumentNullException.ThrowIfNull(prefix);
        Rule.Require(Rule.Printable(prefix), "prefix");
        Rule.Require(LabelRules.GeneratedViolation(name, count, prefix), name);
        Rule.Require(LabelRules.LifetimeViolation(lifetime), "lifetime");
        return new LabelDimension(name, prefix, count, lifetime);
    }

    /// <summary>The dimension with the next values in some places. It must have a <see cref="Lifetime"/>.</summary>
    /// <param name="places">The places whose values are replaced.</param>
    /// <param name="generations">For each place, how many values it had before its current one.</param>
    internal LabelDimension Replace(ReadOnlySpan<int> places, int[] generations)
    {
        var replaced = _replaced ?? new ChunkedArray<byte[]?>(Count, _ => null);
        return new LabelDimension(this, replaced.With(places, place => EncodePair(Name, LivingValue(Prefix!, place, generations[place]))));
    }

    /// <summary>The places in which the values of this dimension differ from those of the one from which <see cref="Replace"/> made it.</summary>
    internal IEnumerable<int> PlacesOtherThanIn(LabelDimension before) =>
        ReferenceEquals(_replaced, before._replaced) || _replaced is null ? [] : _replaced.PlacesOtherThanIn(before._replaced);

    /// <summary>The pair <c>name="value"</c> in UTF-8, escaped as text 0.0.4 and OpenMetrics require.</summary>
    /// <param name="index">The number of the value, from 0.</param>
    public ReadOnlySpan<byte> Pair(int index)
    {
        if (_replaced?[index] is { } pair) return pair;
        var encoded = Encoded;
        return encoded.Bytes.AsSpan(encoded.Offsets[index]..encoded.Offsets[index + 1]);
    }

    /// <summary>The share of a value: above 0; the shares of all values add up to 1.</summary>
    /// <param name="index">The number of the value, from 0.</param>
    public double Share(int index) => _shares is null ? _uniformShare : _shares[index];

    /// <summary>The value without escapes.</summary>
    /// <param name="index">The number of the value, from 0.</param>
    public string Value(int index)
    {
        if (Prefix is not null && Lifetime is null) return Generated(index);
        var pair = Pair(index);
        var escaped = Encoding.UTF8.GetString(pair[(Name.Length + 2)..^1]);
        return TextEscaping.Unescape(escaped);
    }

    /// <summary>Finds a value.</summary>
    /// <param name="value">The value without escapes.</param>
    /// <returns>Its number, from 0; −1 if the label does not have it.</returns>
    public int IndexOf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Prefix is null) return LazyInitializer.EnsureInitialized(ref _indices, Index).GetValueOrDefault(value, -1);
        if (Lifetime is not null) return PlaceOf(value);
        if (!value.StartsWith(Prefix, StringComparison.Ordinal)) return -1;
        var digits = value.AsSpan(Prefix.Length);
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (digits.Length == 1 || digits[0] != '0');
        return isNumber && index < Count ? index : -1;
    }

    /// <summary>Whether another dimension has the same places, although the values may differ.</summary>
    public bool HasPlacesOf(LabelDimension other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Lifetime is null ? Equals(other) : Lifetime == other.Lifetime && Name == other.Name && Prefix == other.Prefix && Count == other.Count;
    }

    /// <inheritdoc/>
    public bool Equals(LabelDimension? other) =>
        other is not null
        && Name == other.Name
        && Lifetime == other.Lifetime
        && ReferenceEquals(_replaced, other._replaced)
        && HasValuesOf(other)
        && (_shares ?? []).AsSpan().SequenceEqual(other._shares ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelDimension);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Count);

    private Dictionary<string, int> Index()
    {
        var indices = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) indices.Add(Value(i), i);
        return indices;
    }

    // A short file can ask for many values. They are made when they are written, so that a check of the file stays cheap.
    private EncodedPairs Encoded => _encoded ?? LazyInitializer.EnsureInitialized(ref _encoded, () => EncodePairs(Name, Count, Generated));

    private string Generated(int index) => Lifetime is null ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index}") : LivingValue(Prefix!, index, 0);

    private bool HasValuesOf(LabelDimension other)
    {
        if (Prefix is not null && other.Prefix is not null) return Prefix == other.Prefix && Count == other.Count;
        return Count == other.Count && Encoded.Bytes.AsSpan().SequenceEqual(other.Encoded.Bytes) && Encoded.Offsets.AsSpan().SequenceEqual(other.Encoded.Offsets);
    }

    private static EncodedPairs EncodePairs(string name, int count, Func<int, string> value)
    {
        using var bytes = new MemoryStream();
        var offsets = new int[count + 1];
        for (var i = 0; i < count; i++)
        {
            bytes.Write(EncodePair(name, value(i)));
            offsets[i + 1] = checked((int)bytes.Length);
        }

        return new EncodedPairs(bytes.ToArray(), offsets);
    }

    private int PlaceOf(string value)
    {
        var end = value.LastIndexOf('.');
        var begin = Prefix!.Length + (Prefix.Length == 0 ? 0 : 1);
        var isNumber = end > begin && int.TryParse(value.AsSpan(begin, end - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && place < Count && Value(place) == value;
        return isNumber ? int.Parse(value.AsSpan(begin, end - begin), NumberStyles.None, CultureInfo.InvariantCulture) : -1;
    }

    private static byte[] EncodePair(string name, string value) => Encoding.UTF8.GetBytes($"{name}=\"{TextEscaping.Quoted(value)}\"");

    private static string LivingValue(string prefix, int place, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{(prefix.Length == 0 ? "" : "-")}{place}.{generation}");

    /// <summary>The pairs of all values.</summary>
    /// <param name="Bytes">The pairs, one after another.</param>
    /// <param name="Offsets">The index at which each pair begins, and the index after the last.</param>
    private sealed record EncodedPairs(byte[] Bytes, int[] Offsets);
}
