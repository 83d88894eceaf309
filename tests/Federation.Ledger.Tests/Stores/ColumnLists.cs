namespace Federation.Ledger.Tests;

/// <summary>All lists of columns.</summary>
internal static class ColumnLists
{
    public static IReadOnlyList<ITable> Tables { get; } = [.. In(typeof(LedgerTables))];

    public static IReadOnlyList<ITable> Keys { get; } = [.. In(typeof(LedgerKeys))];

    private static IEnumerable<ITable> In(Type type) => type.GetFields().Select(f => f.GetValue(null)).Cast<ITable>();
}
