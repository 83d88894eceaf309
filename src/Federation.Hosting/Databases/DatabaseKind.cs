namespace Federation.Hosting;

/// <summary>Which SQL database a deployment uses.</summary>
public enum DatabaseKind
{
    /// <summary>Embedded: one file per module, owned by one process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 14 or newer: any number of nodes, one schema per module.</summary>
    Postgres,

    /// <summary>SQL Server 2019 or newer: any number of nodes, one schema per module.</summary>
    SqlServer,
}
