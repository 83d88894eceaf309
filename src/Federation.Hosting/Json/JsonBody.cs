using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Federation.Hosting;

/// <summary>
/// Checks a JSON body against the message that it is for, before it is bound: the binding drops what it does not know
/// and
/// takes the last of what is given twice. Writes the same body in the one spelling that the binding reads exactly.
/// </summary>
internal sealed class JsonBody
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };

    /// <summary>What has a problem is never bound, so what is written of it need not be complete.</summary>
    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    private const string NotUnicode = "is not Unicode: it has bytes that are no UTF-8, or half of a surrogate pair";

    private readonly JsonProblems problems;
    private readonly Utf8JsonWriter writer;

    private JsonBody(JsonProblems problems, Utf8JsonWriter writer) => (this.problems, this.writer) = (problems, writer);

    /// <param name="body">What was sent, in UTF-8.</param>
    /// <param name="message">The message that it is for.</param>
    /// <param name="inPath">Fields of it that the path gives already.</param>
    /// <returns>The body to bind.</returns>
    /// <exception cref="RefusalException">Something is wrong with it.</exception>
    public static ReadOnlyMemory<byte> Read(
        ReadOnlySpan<byte> body, MessageDescriptor message, IReadOnlySet<string> inPath)
    {
        if (body.IsEmpty)
            throw Unreadable("the body is empty; send a JSON object, {} where no field is given");
        var problems = new JsonProblems();
        var bound = new ArrayBufferWriter<byte>(Math.Max(256, body.Length));
        var reader = new Utf8JsonReader(body.StartsWith(Encoding.UTF8.Preamble) ? body[3..] : body, Strict);
        try
        {
            using var writer = new Utf8JsonWriter(bound, Unchecked);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                new JsonBody(problems, writer).Object(ref reader, message, "", inPath);
            else
                problems.Add("request", "must be a JSON object");
            // What follows the object is malformed, whatever it is.
            reader.Skip();
            reader.Read();
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
        problems.Done();
        return bound.WrittenMemory;
    }

    /// <summary>What came cannot be looked at field by field.</summary>
    public static RefusalException Unreadable(string why) => new Form().Unreadable("request", why);

    private static RefusalException Malformed(JsonException e)
    {
        var why = e.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
        return Unreadable(FormattableString.Invariant(
            $"the JSON is malformed at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of it: {why}"));
    }

    private void Object(
        ref Utf8JsonReader reader, MessageDescriptor message, string path, IReadOnlySet<string>? inPath = null)
    {
        var fields = new JsonFields(message, path, problems);
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Unicode(ref reader);
            if (name is null)
                problems.Add(path + "?", $"the name at byte {reader.TokenStartIndex} {NotUnicode}");
            var field = name is null ? null : fields.Take(name);
            if (field is not null && inPath?.Contains(field.Name) == true)
            {
                problems.Add(path + field.Name, "is given by the path of the call already");
                field = null;
            }
            reader.Read();
            // Null is no value, as proto3's JSON mapping says.
            if (field is null || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }
            fields.HasValue(field);
            writer.WritePropertyName(field.JsonName);
            if (field.IsRepeated)
                Array(ref reader, field, path + field.Name);
            else
                Value(ref reader, field, path + field.Name);
        }
        writer.WriteEndObject();
    }

    private void Array(ref Utf8JsonReader reader, FieldDescriptor field, string path)
    {
        writer.WriteStartArray();
        if (reader.TokenType == JsonTokenType.StartArray)
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Value(ref reader, field, $"{path}[{i}]");
        else
            Wrong(ref reader, path, "must be an array");
        writer.WriteEndArray();
    }

    private void Value(ref Utf8JsonReader reader, FieldDescriptor field, string path)
    {
        if (JsonScalars.IsObject(field))
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                Object(ref reader, field.MessageType, path + ".");
            else
                Wrong(ref reader, path, "must be an object with fields " + JsonFields.NamesOf(field.MessageType));
            return;
        }
        var problem = field.FieldType switch
        {
            FieldType.Bool => Bool(ref reader),
            FieldType.Enum => EnumValue(ref reader, field),
            _ when JsonScalars.IsInteger(field) => Integer(ref reader, field),
            _ => Text(ref reader, field),
        };
        if (problem is not null)
            Wrong(ref reader, path, problem);
    }

    private string? Bool(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return "must be true or false";
        writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
        return null;
    }

    private string? Integer(ref Utf8JsonReader reader, FieldDescriptor field)
    {
        // Without a number or a text there is nothing to parse, and the refusal says what was needed.
        var problem = JsonScalars.Integer(field, Characters(ref reader), out var value);
        if (problem is not null)
            return problem;
        // Some readers take a number for a double, which is exact to 2^53 alone.
        if (value >= int.MinValue && value <= int.MaxValue)
            writer.WriteNumberValue((int)value);
        else
            writer.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture));
        return null;
    }

    private string? EnumValue(ref Utf8JsonReader reader, FieldDescriptor field)
    {
        var problem = reader.TokenType == JsonTokenType.String
            ? JsonScalars.EnumName(field, Characters(ref reader), out var number)
            : JsonScalars.EnumNumber(field, Characters(ref reader), out number);
        if (problem is null)
            writer.WriteNumberValue(number);
        return problem;
    }

    private string? Text(ref Utf8JsonReader reader, FieldDescriptor field)
    {
        if (reader.TokenType != JsonTokenType.String)
            return "must be a text";
        if (Unicode(ref reader) is not { } text)
            return NotUnicode;
        var problem = field.FieldType == FieldType.Bytes
            ? JsonScalars.Bytes(text, out text)
            : JsonScalars.Text(field, text);
        if (problem is null)
            writer.WriteStringValue(text);
        return problem;
    }

    /// <summary>The characters of a number or of a text; none of anything else.</summary>
    private static string Characters(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
        JsonTokenType.String => Unicode(ref reader) ?? "",
        _ => "",
    };

    /// <summary>A text or a name; null where it is not Unicode.</summary>
    private static string? Unicode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Notes the problem and passes over the value.</summary>
    private void Wrong(ref Utf8JsonReader reader, string path, string problem)
    {
        problems.Add(path, problem);
        reader.Skip();
    }
}
