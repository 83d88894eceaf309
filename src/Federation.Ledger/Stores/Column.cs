using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>A column as statements need it: PostgreSQL's name of its type, and SQL Server's column of a table
/// type.</summary>
internal abstract class Column(string name, ColumnRole role, string postgres, SqlMetaData sqlServer, bool isNullable)
{
    public string Name => name;

    public ColumnRole Role => role;

    public string Postgres => postgres;

    public SqlMetaData SqlServer => sqlServer;

    public bool IsNullable => isNullable;

    public bool IsKey => role == ColumnRole.Key;

    public bool IsChanged => role is ColumnRole.Replaced or ColumnRole.Added or ColumnRole.Grown;
}
