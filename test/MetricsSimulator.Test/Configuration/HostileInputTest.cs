using System.Text;
using CsCheck;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Configuration;

/// <summary>Whatever the bytes, reading ends with a configuration or with errors in the file, and never with an exception.</summary>
public class HostileInputTest
{
    private static readonly byte[] s_whole = Encoding.UTF8.GetBytes(
        File.ReadAllText(Repository.PathOf("config/simulator.yaml")) +
        new EffectiveConfiguration(ConfigurationReader.BuiltIn, ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch)).ToYaml()
            .Replace("simulator:", "x:", StringComparison.Ordinal).Replace("server:", "y:", StringComparison.Ordinal));

    private static readonly string[] s_pieces =
    [
        "\n", "  ", "\t", ": ", "- ", "[", "]", "{", "}", ",", "\"", "'", "#", "&a ", "*a", "!!str ", "? ", "| ", "> ", "~", "null", ".nan", ".inf", "-1", "0", "1e999", "true",
        "simulator:", "metrics:", "token_usage:", "own:", "type: gauge", "of: own", "labels:", "count", "prefix", "10s", "---\n", "...\n", "%YAML 1.2\n", "\u0000", "\uFEFF", "\\ud800",
    ];

    [Fact]
    public void Random_bytes_are_answered() => Gen.Byte.Array[0, 200].Sample(AssertAnswered, iter: 5000);

    [Fact]
    public void Random_pieces_of_YAML_are_answered() => Gen.OneOf(s_pieces).Array[0, 40].Sample(pieces => AssertAnswered(Encoding.UTF8.GetBytes(string.Concat(pieces))), iter: 5000);

    [Fact]
    [Trait("takes", "seconds")]
    public void Mutated_configurations_are_answered() =>
        Gen.Select(Gen.Int[0, s_whole.Length], Gen.Int[0, 40], Gen.OneOf(s_pieces), (at, cut, piece) => (at, cut, piece)).Array[1, 4].Sample(edits =>
        {
            var bytes = s_whole.AsEnumerable();
            foreach (var (at, cut, piece) in edits) bytes = bytes.Take(at).Concat(Encoding.UTF8.GetBytes(piece)).Concat(bytes.Skip(at + cut));
            AssertAnswered([.. bytes]);
        }, iter: 1000);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_told()
    {
        var result = ConfigurationReader.Read("simulator:\n  seed: \xff"u8[..^2].ToArray().Append((byte)0xff).ToArray(), "f.yaml");

        Assert.Equal("f.yaml:2:9: the file is not UTF-8: found the byte 0xff.", Assert.Single(result.Errors).ToString());
    }

    [Theory]
    [InlineData("a: b\rc: [", "f.yaml:2:4: ")]
    [InlineData("a: b\r\nc: [", "f.yaml:2:4: ")]
    [InlineData("a: b\u0085c: [", "f.yaml:2:4: ")]
    [InlineData("a: b\u2028c: [", "f.yaml:2:4: ")]
    [InlineData("a: b\rc \xff", "f.yaml:2:3: ")]
    public void Every_break_of_a_line_that_YAML_knows_is_counted(string text, string place)
    {
        byte[] bytes = text.EndsWith('\xff') ? [.. Encoding.UTF8.GetBytes(text[..^1]), 0xff] : Encoding.UTF8.GetBytes(text);
        Assert.StartsWith(place, Assert.Single(ConfigurationReader.Read(bytes, "f.yaml").Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Empty(ConfigurationReader.ReadText("\uFEFFsimulator: {seed: 1}", "f.yaml").Errors);

    [Fact]
    public void An_empty_file_is_told() =>
        Assert.Equal("f.yaml:1:1: the file is empty.\n  Write a key into it, or leave the file out to use the defaults.",
            Assert.Single(ConfigurationReader.ReadText("", "f.yaml").Errors).ToString());

    [Fact]
    public void A_file_above_the_limit_is_told()
    {
        var comment = "#" + new string('x', 1 << 20);

        Assert.Equal("f.yaml: the file has more than 1048576 bytes (1 MiB), the limit.", Assert.Single(ConfigurationReader.ReadText(comment, "f.yaml").Errors).ToString());
    }

    [Fact]
    public void A_hundred_thousand_open_brackets_are_told() =>
        Assert.StartsWith("f.yaml:1:66: values are nested more than 64 levels deep", Assert.Single(ConfigurationReader.ReadText(new string('[', 100_000), "f.yaml").Errors).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_told() =>
        Assert.Equal("no/such/file.yaml: there is no such file.", Assert.Single(ConfigurationReader.ReadFile("no/such/file.yaml").Errors).ToString());

    [Fact]
    public void A_directory_is_told()
    {
        var path = AppContext.BaseDirectory;

        Assert.Equal($"{path}: this is a directory, not a file.", Assert.Single(ConfigurationReader.ReadFile(path).Errors).ToString());
    }

    private static void AssertAnswered(byte[] bytes)
    {
        var result = ConfigurationReader.Read(bytes, "f.yaml");
        if (result.Configuration is { } configuration)
        {
            Assert.Empty(result.Errors);
            configuration.ToModel(1, DateTimeOffset.UnixEpoch);
            return;
        }

        Assert.NotEmpty(result.Errors);
        var lines = new YamlLines(Encoding.UTF8.GetString(bytes));
        foreach (var error in result.Errors)
        {
            Assert.Equal("f.yaml", error.Place.File);
            Assert.InRange(error.Place.Line, 1, lines.Count + 1);
            Assert.InRange(error.Place.Column, 1, lines[error.Place.Line].Length + 2);
            Assert.Equal(error.Explanation is null ? 1 : 2, error.ToString().Split('\n').Length);
        }
    }
}
