using Google.Protobuf.Reflection;

namespace Federation.Hosting;

/// <summary>Which fields of one object were given so far: unknown ones and repeated ones are problems.</summary>
/// <param name="message">The object's message.</param>
/// <param name="path">Where the object is: empty, or its field's path and a dot.</param>
internal sealed class JsonFields(MessageDescriptor message, string path, JsonProblems problems)
{
    private readonly Dictionary<FieldDescriptor, string> given = [];
    private readonly Dictionary<OneofDescriptor, string> chosen = [];

    /// <summary>The field of a name, in the contract's spelling or in JSON's; null if it may not be given
    /// (again).</summary>
    public FieldDescriptor? Take(string name)
    {
        if (Find(message, name) is not { } field)
        {
            problems.Add(path + name, "there is no such field; there are " + NamesOf(message));
            return null;
        }
        if (!given.TryAdd(field, name))
        {
            var before = given[field];
            problems.Add(path + field.Name, before == name
                ? "is given more than once" : $"is given twice, as {before} and as {name}");
            return null;
        }
        return field;
    }

    /// <summary>Notes that a field has a value; of the fields of one choice only one may.</summary>
    public void HasValue(FieldDescriptor field)
    {
        if (field.RealContainingOneof is { } choice && !chosen.TryAdd(choice, field.Name))
            problems.Add(path + field.Name, $"must not be given together with {chosen[choice]}");
    }

    /// <summary>The field of a name, in the contract's spelling or in JSON's.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.FindFieldByName(name)
        ?? message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name);

    public static string NamesOf(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Count == 0
            ? "none" : string.Join(", ", message.Fields.InDeclarationOrder().Select(f => f.Name));
}
