using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>User-defined table types, as the store fills them. The migrations create them: the columns here and there
/// are the same, in the same order.</summary>
internal static class TableType
{
    // A type cannot be altered: with another column it was created again, under another name.
    private static readonly Dictionary<string, string> CreatedAgain = new()
    {
        ["outcomes"] = "outcomes_2",
        ["wallets"] = "wallets_2",
    };

    /// <summary>The type that has the columns.</summary>
    public static string Of(ITable columns) =>
        "ledger.sent_" + CreatedAgain.GetValueOrDefault(columns.Name, columns.Name);

    /// <summary>Adds rows as a parameter, which is named as the columns are if nothing else is said.</summary>
    public static void AddRows<TRow>(
        this SqlCommand command, Columns<TRow> columns, IReadOnlyList<TRow> rows, string? parameter = null) =>
        command.Parameters.Add(new SqlParameter("@" + (parameter ?? columns.Name), SqlDbType.Structured)
        {
            TypeName = Of(columns),
            // An enumeration without rows is refused by the driver; null is the empty table.
            Value = rows.Count == 0 ? null : Records(columns, rows),
        });

    internal static IEnumerable<SqlDataRecord> Records<TRow>(Columns<TRow> columns, IReadOnlyList<TRow> rows)
    {
        // The driver writes a record before it asks for the next, so one is enough.
        var record = new SqlDataRecord([.. columns.Select(c => c.SqlServer)]);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                columns[i].Send(record, i, row);
            yield return record;
        }
    }
}
