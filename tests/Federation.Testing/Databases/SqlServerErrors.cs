using System.Reflection;
using Microsoft.Data.SqlClient;

namespace Federation.Testing;

/// <summary>Errors as SQL Server's driver throws them. It has no public constructor for them.</summary>
public static class SqlServerErrors
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>The deadlock's victim.</summary>
    public static SqlException Deadlock => Of((1205, 13));

    /// <summary>What a command ends with whose token was cancelled.</summary>
    public static SqlException Cancelled => Of((0, 11), (0, 11));

    /// <param name="errors">Number and severity of each error that one exception carries.</param>
    public static SqlException Of(params (int Number, byte Severity)[] errors)
    {
        var collection = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        var add = typeof(SqlErrorCollection).GetMethod("Add", Hidden)!;
        foreach (var (number, severity) in errors)
            add.Invoke(collection, [Error(number, severity)]);
        var create = typeof(SqlException).GetMethods(Hidden).First(m => m.Name == "CreateException"
            && m.GetParameters() is [var first, var second]
            && first.ParameterType == typeof(SqlErrorCollection) && second.ParameterType == typeof(string));
        return (SqlException)create.Invoke(null, [collection, "16.0"])!;
    }

    /// <summary>The longest constructor: number, state and severity come first, the rest is of no interest.</summary>
    private static SqlError Error(int number, byte severity)
    {
        var constructor = typeof(SqlError).GetConstructors(Hidden).MaxBy(c => c.GetParameters().Length)!;
        var values = constructor.GetParameters().Select(p => p.Name switch
        {
            "infoNumber" => number,
            "errorState" => (byte)1,
            "errorClass" => severity,
            _ when p.ParameterType == typeof(string) => "",
            _ => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null,
        }).ToArray();
        var error = (SqlError)constructor.Invoke(values);
        return (error.Number, error.Class) == (number, severity) ? error
            : throw new InvalidOperationException("The driver's errors are made in another way: mend SqlServerErrors.");
    }
}
