using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Columns in statements, where the databases write them in the same way.</summary>
internal static class ColumnText
{
    public static string Each(
        this IEnumerable<Column> columns, Func<Column, int, string> text, string separator = ", ") =>
        string.Join(separator, columns.Select(text));

    public static string Names(this IEnumerable<Column> columns, string prefix = "") =>
        columns.Each((c, _) => prefix + c.Name);

    /// <summary>PostgreSQL's rows from one array for each column.</summary>
    public static string Arrays(this IEnumerable<Column> columns, string alias) =>
        $"unnest({columns.Each((c, i) => $"${i + 1}::{c.Postgres}[]")}) AS {alias}({columns.Names()})";

    /// <summary>What an insert does where the key is there, on PostgreSQL and SQLite.</summary>
    public static string OnConflict(this IReadOnlyList<Column> columns, string greater) =>
        $"ON CONFLICT ({columns.Where(c => c.IsKey).Names()}) DO UPDATE SET " + columns.Where(c => c.IsChanged)
            .Each((c, _) => $"{c.Name} = " + c.Role switch
            {
                ColumnRole.Added => $"t.{c.Name} + excluded.{c.Name}",
                ColumnRole.Grown when c.Postgres == Kinds.Flag.Postgres => $"t.{c.Name} OR excluded.{c.Name}",
                ColumnRole.Grown => $"{greater}(t.{c.Name}, excluded.{c.Name})",
                _ => $"excluded.{c.Name}",
            });

    public static string OnNamed(this IReadOnlyList<Column> columns) =>
        $"ON CONFLICT ({columns.Where(c => c.Role == ColumnRole.Name).Names()}) DO NOTHING";

    /// <summary>What a new wallet's columns get from the row sent, <c>u</c>. A closed member's is created closed: the
    /// coin is younger than the closing.</summary>
    public static string NewWallet(string wallets) => LedgerTables.Wallets.Each((c, _) => c.Name == "state"
        ? $"CASE WHEN EXISTS (SELECT 1 FROM {wallets} AS c WHERE c.member_id = u.member_id "
            + $"AND c.state_revision = {WalletRow.ClosedWithMember}) THEN {(int)WalletState.Closed} ELSE u.state END"
        : "u." + c.Name);

    /// <summary>What a group's columns get from the row sent, <c>u</c>, and from the log's head, <c>head</c>, which the
    /// group has moved on.</summary>
    public static string NewGroup() => LedgerTables.Groups.Each((c, _) => c.Name switch
    {
        "number" => "head.number",
        "first_leaf" => "head.leaves - u.outcomes",
        _ => "u." + c.Name,
    });
}
