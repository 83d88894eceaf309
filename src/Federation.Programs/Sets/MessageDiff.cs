using System.Collections;
using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federation.Programs;

/// <summary>
/// Where two messages of one type differ, by their descriptors. Elements of a list that have an id are the same where
/// their ids are; those of other lists where their positions are. Pure.
/// </summary>
internal sealed class MessageDiff
{
    private const string IdField = "id";

    // Types of others, as times and dates, are values: nobody asks which part of one changed.
    private const string OwnPackage = "federation.";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    private readonly List<RuleSetChange> changes = [];

    private MessageDiff()
    {
    }

    /// <summary>The differences in the order of the fields.</summary>
    public static IReadOnlyList<RuleSetChange> Between<T>(T before, T after)
        where T : IMessage<T>
    {
        var diff = new MessageDiff();
        diff.CompareFields("", before, after);
        return diff.changes;
    }

    private void CompareFields(string path, IMessage before, IMessage after)
    {
        foreach (var field in before.Descriptor.Fields.InFieldNumberOrder())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            var (old, now) = (field.Accessor.GetValue(before), field.Accessor.GetValue(after));
            if (field.IsRepeated)
                CompareLists(at, field, (IList)old, (IList)now);
            else
                Compare(at, IsThere(field, before) ? old : null, IsThere(field, after) ? now : null);
        }
    }

    /// <summary>Whether a field has a value; a number or a truth always has one, unless the field can be
    /// missing.</summary>
    private static bool IsThere(FieldDescriptor field, IMessage message) => field.HasPresence
        ? field.Accessor.HasValue(message)
        : field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            ByteString bytes => bytes.Length > 0,
            Enum value => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0,
            _ => true,
        };

    private void Compare(string path, object? before, object? after)
    {
        if (Equals(before, after))
            return;
        if (before is IMessage old && after is IMessage now
            && old.Descriptor.File.Package.StartsWith(OwnPackage, StringComparison.Ordinal))
            CompareFields(path, old, now);
        else
            Add(path, Text(before), Text(after));
    }

    private void CompareLists(string path, FieldDescriptor field, IList before, IList after)
    {
        if (IdsOf(field, before) is { } old && IdsOf(field, after) is { } now)
            CompareById(path, old, now);
        else
            for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
                Compare($"{path}[{i}]", i < before.Count ? before[i] : null, i < after.Count ? after[i] : null);
    }

    private void CompareById(
        string path, List<KeyValuePair<string, object>> before, List<KeyValuePair<string, object>> after)
    {
        var (old, now) = (before.ToDictionary(StringComparer.Ordinal), after.ToDictionary(StringComparer.Ordinal));
        var kept = before.Select(e => e.Key).Where(now.ContainsKey).ToList();
        var order = after.Select(e => e.Key).Where(old.ContainsKey).ToList();
        if (!kept.SequenceEqual(order, StringComparer.Ordinal))
            Add(path, Text(before.ConvertAll(e => e.Key)), Text(after.ConvertAll(e => e.Key)));
        foreach (var (id, element) in before)
            Compare($"{path}[{id}]", element, now.GetValueOrDefault(id));
        foreach (var (id, element) in after.Where(e => !old.ContainsKey(e.Key)))
            Compare($"{path}[{id}]", null, element);
    }

    /// <summary>The elements with their ids; null where they have none, or one is there twice, as in a draft.</summary>
    private static List<KeyValuePair<string, object>>? IdsOf(FieldDescriptor field, IList elements)
    {
        if (field.FieldType != FieldType.Message
            || field.MessageType.FindFieldByName(IdField) is not { FieldType: FieldType.String } id)
            return null;
        var found = elements.Cast<IMessage>()
            .Select(e => KeyValuePair.Create((string)id.Accessor.GetValue(e), (object)e)).ToList();
        return found.DistinctBy(e => e.Key, StringComparer.Ordinal).Count() == found.Count ? found : null;
    }

    private void Add(string path, string before, string after) =>
        changes.Add(new RuleSetChange { Path = path, Before = before, After = after });

    private static string Text(object? value)
    {
        if (value is null)
            return "";
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        Json.WriteValue(writer, value);
        return writer.ToString();
    }
}
