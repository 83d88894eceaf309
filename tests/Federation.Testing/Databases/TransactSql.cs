using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Testing;

/// <summary>Reads T-SQL as SQL Server 2019 does, where there is no server to ask.</summary>
public static class TransactSql
{
    /// <summary>The batches of a text, GO between them.</summary>
    /// <exception cref="FormatException">It is no T-SQL.</exception>
    public static TSqlScript Parse(string text)
    {
        var tree = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        return errors.Count == 0
            ? (TSqlScript)tree
            : throw new FormatException(
                $"{string.Join("; ", errors.Select(e => $"line {e.Line}, column {e.Column}: {e.Message}"))}\n{text}");
    }
}
