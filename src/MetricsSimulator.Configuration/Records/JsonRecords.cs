using System.Text;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Records;

/// <summary>Reads records from JSON: a list of objects, or objects one after another, as in JSON lines. Values that are objects are read to one level, and lists are left out.</summary>
internal static class JsonRecords
{
    /// <summary>Whether a text looks like it.</summary>
    public static bool Are(ReadOnlySpan<char> text) => text is ['{' or '[', ..];

    /// <summary>The records.</summary>
    /// <param name="content">The JSON in UTF-8.</param>
    /// <param name="file">The name of the file in errors.</param>
    /// <param name="errors">The destination of errors.</param>
    public static List<FileRecord> Read(ReadOnlySpan<byte> content, string file, ErrorList errors)
    {
        var records = new List<FileRecord>();
        try
        {
            var json = new Utf8JsonReader(content, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true });
            var (line, counted) = (1, 0);
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray && json.CurrentDepth == 0) continue;
                line += content[counted..(int)json.TokenStartIndex].Count((byte)'\n');
                counted = (int)json.TokenStartIndex;
                var place = new Place(file, line, counted - content[..counted].LastIndexOf((byte)'\n'));
                if (json.TokenType != JsonTokenType.StartObject || json.CurrentDepth > 1)
                {
                    errors.Add(place, "", $"must be an object with fields, got {Encoding.UTF8.GetString(json.ValueSpan)}");
                    return records;
                }

                var record = new FileRecord(place, errors);
                Read(ref json, "", record);
                records.Add(record);
            }
        }
        catch (JsonException exception)
        {
            // Its own message repeats the line.
            var message = exception.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.');
            errors.Add(new Place(file, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1), "", $"not valid JSON: {message}");
        }

        return records;
    }

    private static void Read(ref Utf8JsonReader json, string path, FileRecord record)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = path + json.GetString();
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject when path.Length == 0:
                    Read(ref json, name + ".", record);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    json.Skip();
                    break;
                case JsonTokenType.String:
                    record.Add(name, json.GetString()!, record.Place);
                    break;
                case not JsonTokenType.Null:
                    record.Add(name, Encoding.UTF8.GetString(json.ValueSpan), record.Place);
                    break;
            }
        }
    }
}
