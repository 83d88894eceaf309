using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Testing;

/// <summary>Tables and table types, as a migration script makes them: names of columns, their types, whether they need
/// a value.</summary>
public sealed class SqlServerSchema
{
    private readonly Dictionary<string, List<SqlServerColumn>> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<SqlServerColumn>> tableTypes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By <c>schema.name</c>.</summary>
    public IReadOnlyDictionary<string, List<SqlServerColumn>> Tables => tables;

    /// <summary>By <c>schema.name</c>.</summary>
    public IReadOnlyDictionary<string, List<SqlServerColumn>> TableTypes => tableTypes;

    public static SqlServerSchema Of(string script)
    {
        var schema = new SqlServerSchema();
        TransactSql.Parse(script).Accept(new Reader(schema));
        return schema;
    }

    public static string NameOf(SchemaObjectName name) =>
        (name.SchemaIdentifier is { } schema ? schema.Value + "." : "") + name.BaseIdentifier.Value;

    private static IEnumerable<SqlServerColumn> ColumnsOf(TableDefinition definition) =>
        definition.ColumnDefinitions.Select(c =>
    {
        var nullable = c.Constraints.OfType<NullableConstraintDefinition>().LastOrDefault()?.Nullable ?? true;
        var key = c.Constraints.OfType<UniqueConstraintDefinition>().Any(u => u.IsPrimaryKey);
        // What the database computes has no type of its own here, and nobody writes it.
        var computed = c.ComputedColumnExpression is not null;
        return new SqlServerColumn(
            c.ColumnIdentifier.Value, computed ? "computed" : TypeOf(c.DataType), nullable && !key,
            HasDefault: computed || c.DefaultConstraint is not null || c.IdentityOptions is not null);
    });

    private static string TypeOf(DataTypeReference type)
    {
        var parameters = type is ParameterizedDataTypeReference { Parameters: { Count: > 0 } given }
            ? $"({string.Join(",", given.Select(p => p.Value))})"
            : "";
        return (NameOf(type.Name) + parameters).ToLowerInvariant();
    }

    private sealed class Reader(SqlServerSchema schema) : TSqlFragmentVisitor
    {
        public override void Visit(CreateTableStatement node) =>
            schema.tables[NameOf(node.SchemaObjectName)] = [.. ColumnsOf(node.Definition)];

        public override void Visit(AlterTableAddTableElementStatement node) =>
            schema.tables[NameOf(node.SchemaObjectName)].AddRange(ColumnsOf(node.Definition));

        public override void Visit(DropTableStatement node)
        {
            foreach (var name in node.Objects)
                schema.tables.Remove(NameOf(name));
        }

        public override void Visit(AlterTableDropTableElementStatement node)
        {
            foreach (var element in node.AlterTableDropTableElements.Where(
                e => e.TableElementType == TableElementType.Column))
                schema.tables[NameOf(node.SchemaObjectName)].RemoveAll(c => c.Name == element.Name.Value);
        }

        public override void Visit(CreateTypeTableStatement node) =>
            schema.tableTypes[NameOf(node.Name)] = [.. ColumnsOf(node.Definition)];

        public override void Visit(DropTypeStatement node) => schema.tableTypes.Remove(NameOf(node.Name));
    }
}
