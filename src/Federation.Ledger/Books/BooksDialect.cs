using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>The words in which the databases differ, as far as checking the books needs them. Sums are exact or, where
/// they leave the range of 64 bits, at least never equal to a number within it.</summary>
internal sealed class BooksDialect(LedgerDb db, BooksRange range)
{
    private static readonly int[] HexUnits = [4096, 256, 16, 1];

    private readonly DatabaseKind kind = db switch
    {
        SqliteLedgerDb => DatabaseKind.Sqlite,
        PostgresLedgerDb => DatabaseKind.Postgres,
        _ => DatabaseKind.SqlServer,
    };

    public BooksRange Range => range;

    /// <summary>The entries that the check covers.</summary>
    public string Entries => range.IsWhole ? Table("entries") : OfRange("entries", "journal_id");

    /// <summary>The same, to be read from one end to the other and sorted: SQLite would go by the order of an index,
    /// from page to page of the table, which takes twice the time and more.</summary>
    public string EntriesInAnyOrder =>
        kind == DatabaseKind.Sqlite && range.IsWhole ? "(SELECT * FROM entries NOT INDEXED)" : Entries;

    /// <summary>Entries <c>e</c> with their outcomes <c>o</c>, likewise.</summary>
    public string EntriesWithOutcomes => kind == DatabaseKind.Sqlite && range.IsWhole
        ? "outcomes AS o CROSS JOIN entries AS e ON e.journal_id = o.id"
        : $"{Entries} AS e JOIN {Table("outcomes")} AS o ON o.id = e.journal_id";

    /// <summary>The outcomes that the check covers.</summary>
    public string Outcomes => range.IsWhole ? Table("outcomes") : OfRange("outcomes", "id");

    /// <summary>The groups that the check covers, tombstones excepted.</summary>
    public string Groups => range.IsWhole
        ? $"(SELECT * FROM {Table("groups")} WHERE number > 0)"
        : $"(SELECT * FROM {Table("groups")} WHERE number BETWEEN {range.First} AND {range.Last})";

    /// <summary>The settings under which questions to millions of rows are quick; for the transaction only.</summary>
    public string? Settings =>
        kind == DatabaseKind.Postgres ? "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'" : null;

    public string Table(string name) => kind == DatabaseKind.Sqlite ? name : $"{db.Schema}.{name}";

    /// <summary>The first rows of a question, in an order or in any.</summary>
    public string First(int count, string select, string? order = null)
    {
        var ordered = order is null ? select : $"{select} ORDER BY {order}";
        return kind == DatabaseKind.SqlServer ? $"SELECT TOP ({count}) {ordered}" : $"SELECT {ordered} LIMIT {count}";
    }

    /// <summary>A name that is a word of SQL somewhere.</summary>
    public string Quote(string name) => kind == DatabaseKind.SqlServer ? $"[{name}]" : $"\"{name}\"";

    /// <summary>A number as text: what has more digits than a driver's types comes over whole.</summary>
    public string Text(string expression) => kind == DatabaseKind.SqlServer
        ? $"CONVERT(varchar(60), {expression})"
        : $"CAST({expression} AS text)";

    /// <summary>An id as text.</summary>
    public string IdText(string id) => kind switch
    {
        DatabaseKind.Sqlite => $"hex({id})",
        DatabaseKind.Postgres => $"CAST({id} AS text)",
        _ => $"CONVERT(char(36), {id})",
    };

    /// <summary>What all ids of a group have in common, their first 14 bytes: bytes on SQLite, text
    /// elsewhere.</summary>
    public string Prefix(string id) => kind switch
    {
        DatabaseKind.Sqlite => $"substr({id}, 1, 14)",
        DatabaseKind.Postgres => $"left(CAST({id} AS text), 32)",
        _ => $"LEFT(CONVERT(char(36), {id}), 32)",
    };

    public string PrefixText(string prefix) => kind == DatabaseKind.Sqlite ? $"hex({prefix})" : prefix;

    /// <summary>The id of the group that an id belongs to.</summary>
    public string GroupOf(string id) => kind switch
    {
        DatabaseKind.Sqlite => $"CAST(substr({id}, 1, 14) || x'0000' AS blob)",
        DatabaseKind.Postgres => $"CAST(left(CAST({id} AS text), 32) || '0000' AS uuid)",
        _ => $"CAST(LEFT(CONVERT(char(36), {id}), 32) + '0000' AS uniqueidentifier)",
    };

    /// <summary>The place in the group, four hexadecimal digits.</summary>
    public string Place(string id) => kind switch
    {
        DatabaseKind.Sqlite => $"lower(hex(substr({id}, 15, 2)))",
        DatabaseKind.Postgres => $"right(CAST({id} AS text), 4)",
        _ => $"LOWER(RIGHT(CONVERT(char(36), {id}), 4))",
    };

    /// <summary>A number from 0 to 65535 as such a place.</summary>
    public string PlaceOf(string number) => kind switch
    {
        DatabaseKind.Sqlite => $"printf('%04x', {number})",
        DatabaseKind.Postgres => $"lpad(to_hex({number}), 4, '0')",
        _ => HexDigits(number),
    };

    /// <summary>The four hexadecimal digits of a number, by arithmetic: servers that speak SQL Server's language make
    /// bytes of a number in different ways.</summary>
    internal static string HexDigits(string number) => "CONCAT(" + string.Join(", ", HexUnits.Select(
        unit => $"SUBSTRING('0123456789abcdef', ({number}) / {unit} % 16 + 1, 1)")) + ")";

    /// <summary>A number of more than 64 bits, where the database has such.</summary>
    public string Wide(string expression) => kind switch
    {
        DatabaseKind.Sqlite => $"({expression})",
        DatabaseKind.Postgres => $"CAST({expression} AS numeric)",
        _ => $"CAST({expression} AS decimal(38, 0))",
    };

    /// <summary>A sum. SQLite adds in 64 bits and fails where that is too few: there the halves of the numbers are
    /// summed, and a sum that has no 64 bits is one that no number of 64 bits equals.</summary>
    public string Sum(string expression)
    {
        // PostgreSQL's sum of 64 bits has as many digits as it needs.
        if (kind != DatabaseKind.Sqlite)
            return kind == DatabaseKind.Postgres ? $"SUM({expression})" : $"SUM({Wide(expression)})";
        var low = $"SUM(({expression}) & 4294967295)";
        var high = $"(SUM(({expression}) >> 32) + ({low} >> 32))";
        return $"CASE WHEN {high} > 2147483647 THEN 9.3e18 WHEN {high} < -2147483648 THEN -9.3e18"
            + $" ELSE ({high} << 32) | ({low} & 4294967295) END";
    }

    /// <summary>A sum as text that <see cref="BooksNumber.Parse"/> reads exactly.</summary>
    public string SumText(string expression) => kind == DatabaseKind.Sqlite
        ? $"SUM(({expression}) >> 32) || ' ' || SUM(({expression}) & 4294967295)"
        : Text(Sum(expression));

    public string Count => kind == DatabaseKind.SqlServer ? "COUNT_BIG(*)" : "COUNT(*)";

    /// <summary>A column of truth values as a condition.</summary>
    public string IsTrue(string column) => kind == DatabaseKind.Postgres ? column : $"{column} = 1";

    /// <summary>That a time is before a moment.</summary>
    public string Before(string time, DateTimeOffset moment) => kind switch
    {
        DatabaseKind.Sqlite => $"{time} < {Moments.ToMicroseconds(moment)}",
        DatabaseKind.Postgres => $"{time} < CAST('{moment.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}Z' AS timestamptz)",
        _ => $"{time} < CAST('{moment.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}Z' AS datetimeoffset)",
    };

    /// <summary>Rows of a table whose ids are those of the range's groups with any place: found through the table's own
    /// key.</summary>
    private string OfRange(string table, string id)
    {
        var numbers = $"g.number BETWEEN {range.First} AND {range.Last}";
        return kind switch
        {
            // Cross join makes SQLite go through the groups first.
            DatabaseKind.Sqlite => $"(SELECT r.* FROM groups AS g CROSS JOIN {table} AS r"
                + $" ON r.{id} >= g.id AND r.{id} <= CAST(substr(g.id, 1, 14) || x'FFFF' AS blob) WHERE {numbers})",
            // And so is PostgreSQL: it takes a range for a large part of the table, and would read that whole.
            DatabaseKind.Postgres =>
                $"(SELECT r.* FROM {Table("groups")} AS g CROSS JOIN LATERAL (SELECT * FROM {Table(table)} AS t"
                + $" WHERE t.{id} >= g.id AND t.{id} <= CAST(left(CAST(g.id AS text), 32) || 'ffff' AS uuid) OFFSET 0) "
                + $"AS r WHERE {numbers})",
            // SQL Server's order of ids begins at the end, so others may lie between: the prefix tells them.
            _ => $"(SELECT r.* FROM {Table("groups")} AS g JOIN {Table(table)} AS r"
                + $" ON r.{id} >= g.id AND r.{id} <= CAST(LEFT(CONVERT(char(36), g.id), 32) + 'ffff' AS "
                + $"uniqueidentifier)"
                + $" AND {Prefix("r." + id)} = {Prefix("g.id")} WHERE {numbers})",
        };
    }
}
