using System.Globalization;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Federation.Hosting;

/// <summary>Checks a query string against the message that it is for, before it is bound: as <see cref="JsonBody"/> for
/// bodies.</summary>
internal static class JsonQuery
{
    /// <param name="query">The parameters, as they were sent.</param>
    /// <param name="message">The message that they are for; null where all fields come from the body.</param>
    /// <param name="inPath">Fields of it that the path gives already.</param>
    /// <returns>The parameters to bind.</returns>
    /// <exception cref="RefusalException">Something is wrong with them.</exception>
    public static IQueryCollection Read(
        IQueryCollection query, MessageDescriptor? message, IReadOnlySet<string> inPath)
    {
        var problems = new JsonProblems();
        var objects = new Dictionary<string, JsonFields>(StringComparer.Ordinal);
        var bound = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            if (message is null)
                problems.Add(name, "must be in the body: this call has no query parameters");
            else if (inPath.Contains(JsonFields.Find(message, name)?.Name ?? ""))
                problems.Add(name, "is given by the path of the call already");
            else if (Find(message, name, objects, problems) is { } found)
                bound[found.Path] = Values(found.Field, found.Path, values, problems);
        }
        problems.Done();
        return new QueryCollection(bound);
    }

    /// <summary>The field of a parameter's name, which may lead into objects by dots.</summary>
    private static (FieldDescriptor Field, string Path)? Find(
        MessageDescriptor message, string name, Dictionary<string, JsonFields> objects, JsonProblems problems)
    {
        var (path, parts) = ("", name.Split('.'));
        for (var i = 0; ; i++)
        {
            var last = i == parts.Length - 1;
            var next = JsonFields.Find(message, parts[i]);
            if (next is null || (!last && (next.IsRepeated || !JsonScalars.IsObject(next))))
            {
                problems.Add(name, "there is no such parameter; there are " + JsonFields.NamesOf(message));
                return null;
            }
            if (!objects.TryGetValue(path, out var fields))
                objects[path] = fields = new JsonFields(message, path, problems);
            if (last)
                return Take(fields, parts[i], path, problems);
            path += next.Name + ".";
            message = next.MessageType;
        }
    }

    private static (FieldDescriptor Field, string Path)? Take(
        JsonFields fields, string name, string path, JsonProblems problems)
    {
        if (fields.Take(name) is not { } field)
            return null;
        fields.HasValue(field);
        if (!JsonScalars.IsObject(field))
            return (field, path + field.Name);
        problems.Add(path + field.Name, $"is an object: give its fields, for instance {path}{field.Name}."
            + field.MessageType.Fields.InDeclarationOrder()[0].Name);
        return null;
    }

    private static StringValues Values(FieldDescriptor field, string path, StringValues values, JsonProblems problems)
    {
        if (values.Count > 1 && !field.IsRepeated)
            problems.Add(path, "is given more than once");
        return new StringValues([.. values.Select(v => Value(field, path, v ?? "", problems))]);
    }

    private static string Value(FieldDescriptor field, string path, string text, JsonProblems problems)
    {
        var bound = text;
        string? problem;
        if (JsonScalars.IsInteger(field))
        {
            problem = JsonScalars.Integer(field, text, out var value);
            bound = value.ToString(null, CultureInfo.InvariantCulture);
        }
        else if (field.FieldType == FieldType.Enum)
            problem = JsonScalars.EnumName(field, text, out _);
        else if (field.FieldType == FieldType.Bool)
            problem = text is "true" or "false" ? null : "must be true or false";
        else
            problem = JsonScalars.Text(field, text);
        if (problem is not null)
            problems.Add(path, problem);
        return bound;
    }
}
