using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Testing;

/// <summary>
/// Holds statements against a schema, as a server would before it ran them: tables and columns exist, an insert gives a
/// value to every column that needs one, as many as it names, and of a kind that fits.
/// </summary>
/// <param name="schema">The schema.</param>
/// <param name="tableParameters">Which table type each table-valued parameter has.</param>
public sealed class StatementCheck(SqlServerSchema schema, IReadOnlyDictionary<string, string> tableParameters)
{
    private readonly List<string> found = [];

    /// <summary>What a server would refuse.</summary>
    public IReadOnlyList<string> Of(string text)
    {
        found.Clear();
        TransactSql.Parse(text).Accept(new Walker(this));
        return found;
    }

    private List<SqlServerColumn>? Columns(TableReference table) => table switch
    {
        NamedTableReference named => Known(schema.Tables, SqlServerSchema.NameOf(named.SchemaObject)),
        VariableTableReference variable => tableParameters.TryGetValue(variable.Variable.Name, out var type)
            ? Known(schema.TableTypes, type)
            : Unknown($"no table-valued parameter {variable.Variable.Name}"),
        _ => null,
    };

    private List<SqlServerColumn>? Known(IReadOnlyDictionary<string, List<SqlServerColumn>> among, string name) =>
        name.StartsWith("sys.", StringComparison.OrdinalIgnoreCase) ? null
        : among.TryGetValue(name, out var columns) ? columns : Unknown($"no table or type {name}");

    private List<SqlServerColumn>? Unknown(string what)
    {
        found.Add(what);
        return null;
    }

    /// <summary>The tables of a FROM clause, by the name that columns use.</summary>
    private Dictionary<string, List<SqlServerColumn>> Sources(FromClause? from)
    {
        var sources = new Dictionary<string, List<SqlServerColumn>>(StringComparer.OrdinalIgnoreCase);
        var tables = new TableFinder();
        from?.Accept(tables);
        foreach (var table in tables.Found)
        {
            var name = table.Alias?.Value
                ?? (table is NamedTableReference named ? named.SchemaObject.BaseIdentifier.Value : "");
            if (Columns(table) is { } columns)
                sources[name] = columns;
        }
        return sources;
    }

    private void CheckInsert(InsertSpecification insert)
    {
        if (Columns(insert.Target) is not { } columns)
            return;
        var named = insert.Columns.Select(c => c.MultiPartIdentifier[^1].Value).ToList();
        found.AddRange(named.Where(n => columns.All(c => c.Name != n))
            .Select(n => $"an insert into a column {n} that is not there"));
        found.AddRange(columns.Where(c => !c.Nullable && !c.HasDefault && !named.Contains(c.Name))
            .Select(c => $"an insert without a value for {c.Name}"));
        var values = insert.InsertSource switch
        {
            SelectInsertSource { Select: QuerySpecification select } => Types(select),
            ValuesInsertSource rows => [.. rows.RowValues[0].ColumnValues.Select(_ => (SqlServerColumn?)null)],
            _ => [],
        };
        if (values.Count != named.Count)
            found.Add($"an insert of {values.Count} values into {named.Count} columns");
        foreach (var (name, value) in named.Zip(values))
            if (value is not null && columns.Find(c => c.Name == name) is { } column)
                CheckFit(value, column);
    }

    private List<SqlServerColumn?> Types(QuerySpecification select)
    {
        var sources = Sources(select.FromClause);
        return [.. select.SelectElements.Select(e =>
            e is SelectScalarExpression { Expression: ColumnReferenceExpression column } ? Find(column, sources)
            : null)];
    }

    private void CheckFit(SqlServerColumn from, SqlServerColumn to)
    {
        if (from.Type != to.Type)
            found.Add($"{from.Name} is {from.Type} where it comes from and {to.Type} in the table's {to.Name}");
        if (from.Nullable && !to.Nullable)
            found.Add($"{from.Name} may be null where it comes from, and not in the table's {to.Name}");
    }

    private static SqlServerColumn? Find(
        ColumnReferenceExpression column, Dictionary<string, List<SqlServerColumn>> sources)
    {
        if (column.MultiPartIdentifier is not { Count: > 0 } name)
            return null;
        return name.Count == 1
            ? sources.Values.SelectMany(s => s).FirstOrDefault(c => c.Name == name[0].Value)
            : sources.GetValueOrDefault(name[0].Value)?.Find(c => c.Name == name[1].Value);
    }

    /// <summary>Every column of a statement is one of its tables', of its own or of the query around it.</summary>
    private void CheckColumns(TSqlFragment statement)
    {
        var every = new FromFinder();
        statement.Accept(every);
        var sources = new Dictionary<string, List<SqlServerColumn>>(StringComparer.OrdinalIgnoreCase);
        foreach (var from in every.Found)
            foreach (var (name, columns) in Sources(from))
                sources[name] = columns;
        if (statement is UpdateStatement { UpdateSpecification: { FromClause: null } alone }
            && Columns(alone.Target) is { } target)
            sources[""] = target;
        if (sources.Count == 0)
            return;
        var finder = new ColumnFinder();
        statement.Accept(finder);
        found.AddRange(finder.Found.Where(c => Find(c, sources) is null)
            .Select(c => $"no column {string.Join('.', c.MultiPartIdentifier.Identifiers.Select(i => i.Value))}"));
    }

    private void CheckUpdate(UpdateSpecification update)
    {
        var sources = Sources(update.FromClause);
        var alias = (update.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value ?? "";
        var target = sources.GetValueOrDefault(alias) ?? Columns(update.Target);
        foreach (var set in update.SetClauses.OfType<AssignmentSetClause>().Where(s => s.Column is not null))
        {
            var name = set.Column.MultiPartIdentifier[^1].Value;
            var column = target?.Find(c => c.Name == name);
            if (column is null)
                found.Add($"an update of a column {name} that is not there");
            else if (set.NewValue is ColumnReferenceExpression value && Find(value, sources) is { } from)
                CheckFit(from, column);
        }
    }

    private sealed class Walker(StatementCheck check) : TSqlFragmentVisitor
    {
        public override void Visit(InsertStatement node)
        {
            check.CheckInsert(node.InsertSpecification);
            if (node.InsertSpecification.InsertSource is SelectInsertSource source)
                check.CheckColumns(source);
        }

        public override void Visit(UpdateStatement node)
        {
            check.CheckUpdate(node.UpdateSpecification);
            check.CheckColumns(node);
        }

        public override void Visit(DeleteStatement node) => check.CheckColumns(node);

        public override void Visit(SelectStatement node) => check.CheckColumns(node);
    }

    private sealed class TableFinder : TSqlFragmentVisitor
    {
        public List<TableReferenceWithAlias> Found { get; } = [];

        public override void Visit(NamedTableReference node) => Found.Add(node);

        public override void Visit(VariableTableReference node) => Found.Add(node);
    }

    private sealed class FromFinder : TSqlFragmentVisitor
    {
        public List<FromClause> Found { get; } = [];

        public override void Visit(FromClause node) => Found.Add(node);
    }

    private sealed class ColumnFinder : TSqlFragmentVisitor
    {
        public List<ColumnReferenceExpression> Found { get; } = [];

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.ColumnType == ColumnType.Regular)
                Found.Add(node);
        }
    }
}
