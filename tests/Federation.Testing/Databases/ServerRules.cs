using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Testing;

/// <summary>What is T-SQL by its grammar and yet refused by SQL Server, where PostgreSQL and SQLite take it.</summary>
public static class ServerRules
{
    private static readonly string[] Aggregates = ["SUM", "MIN", "MAX", "AVG", "COUNT", "COUNT_BIG"];

    /// <summary>What a server would refuse of a text, each with its error number.</summary>
    public static IReadOnlyList<string> RefusedOf(string text)
    {
        var rules = new Rules();
        TransactSql.Parse(text).Accept(rules);
        return rules.Found;
    }

    /// <summary>What the columns of a query's answer are called, null where one has no name.</summary>
    public static IReadOnlyList<string?> ColumnsOf(string query)
    {
        var select = TransactSql.Parse(query).Batches.SelectMany(b => b.Statements).OfType<SelectStatement>()
            .FirstOrDefault();
        return First(select?.QueryExpression) is { } first
            ? [.. first.SelectElements.OfType<SelectScalarExpression>().Select(ColumnOf)]
            : [];
    }

    private static QuerySpecification? First(QueryExpression? query) => query switch
    {
        QuerySpecification select => select,
        BinaryQueryExpression union => First(union.FirstQueryExpression),
        QueryParenthesisExpression inner => First(inner.QueryExpression),
        _ => null,
    };

    private static string? ColumnOf(SelectScalarExpression element) =>
        element.ColumnName?.Value
        ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers[^1].Value;

    private sealed class Rules : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(FunctionCall node)
        {
            if (!Aggregates.Contains(node.FunctionName.Value, StringComparer.OrdinalIgnoreCase)
                || node.OverClause is not null)
                return;
            foreach (var parameter in node.Parameters)
            {
                var inner = new Inner();
                parameter.Accept(inner);
                if (inner.Queries > 0 || inner.Aggregates > 0)
                    Found.Add($"130: an aggregate of a subquery or of an aggregate, line {node.StartLine}");
            }
        }

        public override void Visit(QueryDerivedTable node)
        {
            if (node.Columns.Count > 0 || First(node.QueryExpression) is not { } select)
                return;
            var names = select.SelectElements.OfType<SelectScalarExpression>().Select(ColumnOf).ToList();
            if (names.Contains(null))
                Found.Add($"8155: a column without a name in a derived table, line {node.StartLine}");
            foreach (var twice in names.OfType<string>().GroupBy(n => n, StringComparer.OrdinalIgnoreCase)
                .Where(g => g.Count() > 1))
                Found.Add($"8156: the column {twice.Key} twice in a derived table, line {node.StartLine}");
        }

        public override void Visit(GroupByClause node)
        {
            var inner = new Inner();
            node.Accept(inner);
            if (inner.Queries > 0 || inner.Aggregates > 0)
                Found.Add($"144: a subquery or an aggregate in GROUP BY, line {node.StartLine}");
        }
    }

    private sealed class Inner : TSqlFragmentVisitor
    {
        public int Queries { get; private set; }

        public int Aggregates { get; private set; }

        public override void Visit(QuerySpecification node) => Queries++;

        public override void Visit(FunctionCall node)
        {
            if (ServerRules.Aggregates.Contains(node.FunctionName.Value, StringComparer.OrdinalIgnoreCase)
                && node.OverClause is null)
                Aggregates++;
        }
    }
}
