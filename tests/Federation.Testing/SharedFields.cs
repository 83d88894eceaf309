using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federation.Testing;

/// <summary>Checks that a request is made of another by the names of their fields, not by their numbers.</summary>
public static class SharedFields
{
    /// <summary>What is wrong: a field that both have and that was not copied, a field of the first alone that is not
    /// named as one, and anything else that was set.</summary>
    public static IReadOnlyList<string> ProblemsOf<TFrom, TTo>(Func<TFrom, TTo> copy, params string[] ofTheFirstAlone)
        where TFrom : IMessage, new()
        where TTo : IMessage, new()
    {
        var (from, to) = (new TFrom().Descriptor, new TTo().Descriptor);
        var problems = new List<string>();
        foreach (var field in from.Fields.InDeclarationOrder())
        {
            var given = new TFrom();
            field.Accessor.SetValue(given, ValueOf(field));
            var made = copy(given);
            if (to.FindFieldByName(field.Name) is { } same)
            {
                if (!Equals(field.Accessor.GetValue(given), same.Accessor.GetValue(made)))
                    problems.Add($"{from.Name}.{field.Name} is lost");
                same.Accessor.Clear(made);
            }
            else if (!ofTheFirstAlone.Contains(field.Name))
            {
                problems.Add($"{to.Name} has no {field.Name}");
            }
            if (made.CalculateSize() > 0)
                problems.Add($"{from.Name}.{field.Name} sets {made}");
        }
        return problems;
    }

    private static object ValueOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "any",
        FieldType.Message => field.MessageType.Parser.ParseFrom([]),
        _ => throw new NotSupportedException($"{field.FullName}: no value of {field.FieldType} is known yet."),
    };
}
