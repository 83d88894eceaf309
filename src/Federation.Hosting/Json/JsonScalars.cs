using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Hosting;

/// <summary>What a single value of a field may be in JSON, and how it is written for the binding that
/// follows.</summary>
internal static class JsonScalars
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    /// <summary>Whether a field holds an object of fields of its own. Times and durations are written as
    /// texts.</summary>
    public static bool IsObject(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && !IsText(field.MessageType);

    /// <summary>Whether a field holds one of the integer types.</summary>
    public static bool IsInteger(FieldDescriptor field) => RangeOf(field.FieldType) is not null;

    /// <summary>Reads an integer in one of JSON's spellings; says what is wrong with it otherwise.</summary>
    public static string? Integer(FieldDescriptor field, ReadOnlySpan<char> text, out Int128 value)
    {
        var (min, max) = RangeOf(field.FieldType)!.Value;
        return JsonIntegers.TryParse(text, out value) && value >= min && value <= max
            ? null : $"must be a whole number from {min} to {max}";
    }

    /// <summary>Reads an enum's value by its name; says what is wrong with it otherwise.</summary>
    public static string? EnumName(FieldDescriptor field, string text, out int number)
    {
        var value = field.EnumType.FindValueByName(text);
        number = value?.Number ?? 0;
        return value is null ? $"there is no such value; there are {ValuesOf(field)}" : null;
    }

    /// <summary>Reads an enum's value by its number; says what is wrong with it otherwise.</summary>
    public static string? EnumNumber(FieldDescriptor field, ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        if (!JsonIntegers.TryParse(text, out var value) || value < int.MinValue || value > int.MaxValue
            || field.EnumType.FindValueByNumber((int)value) is null)
            return $"there is no such value; there are {ValuesOf(field)}";
        number = (int)value;
        return null;
    }

    /// <summary>Reads bytes in base64 or in its form for URLs, with padding or without; says what is wrong with it
    /// otherwise.</summary>
    /// <param name="text">The text.</param>
    /// <param name="base64">The same in the one form that the binding reads.</param>
    public static string? Bytes(string text, out string base64)
    {
        base64 = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        base64 = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        var good = !text.Any(char.IsWhiteSpace) && (!text.EndsWith('=') || base64.Length == text.Length)
            && Convert.TryFromBase64String(base64, new byte[base64.Length], out _);
        return good ? null : "must be bytes in base64, for instance \"c2FsdA==\"";
    }

    /// <summary>What is wrong with a text for a time, a duration, bytes or a string field; null if nothing.</summary>
    public static string? Text(FieldDescriptor field, string text)
    {
        if (field.FieldType == FieldType.Bytes)
            return Bytes(text, out _);
        if (field.FieldType != FieldType.Message)
            return null;
        var problem = field.MessageType.FullName == Duration.Descriptor.FullName
            ? "must be a duration in seconds, for instance \"3600s\""
            : "must be a time as in RFC 3339, for instance \"2011-12-09T10:00:00Z\"";
        if (text.Any(char.IsControl))
            return problem;
        try
        {
            Parser.Parse(JsonEncode(text), field.MessageType);
            return null;
        }
        catch (InvalidProtocolBufferException)
        {
            return problem;
        }
    }

    /// <summary>Refuses at the start a contract with fields that are not read here.</summary>
    /// <exception cref="NotSupportedException">Such a field is in a request.</exception>
    public static void RequireKnown(MessageDescriptor message, HashSet<MessageDescriptor>? seen = null)
    {
        seen ??= [];
        if (!seen.Add(message))
            return;
        foreach (var field in message.Fields.InDeclarationOrder())
            if (field.IsMap || !IsKnown(field))
                throw new NotSupportedException($"{field.FullName} is of a kind that is not read from JSON yet.");
            else if (IsObject(field))
                RequireKnown(field.MessageType, seen);
    }

    private static bool IsKnown(FieldDescriptor field) =>
        IsInteger(field) || field.FieldType is FieldType.Bool or FieldType.String or FieldType.Enum or FieldType.Bytes
        || (field.FieldType == FieldType.Message
            && (IsText(field.MessageType) || field.MessageType.File.Package != "google.protobuf"));

    private static bool IsText(MessageDescriptor message) =>
        message.FullName == Timestamp.Descriptor.FullName || message.FullName == Duration.Descriptor.FullName;

    private static string ValuesOf(FieldDescriptor field) =>
        string.Join(", ", field.EnumType.Values.Where(v => v.Number != 0).Select(v => v.Name));

    private static (Int128 Min, Int128 Max)? RangeOf(FieldType type) => type switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int.MinValue, int.MaxValue),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long.MinValue, long.MaxValue),
        FieldType.UInt32 or FieldType.Fixed32 => (0, uint.MaxValue),
        FieldType.UInt64 or FieldType.Fixed64 => (0, ulong.MaxValue),
        _ => null,
    };

    private static string JsonEncode(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
