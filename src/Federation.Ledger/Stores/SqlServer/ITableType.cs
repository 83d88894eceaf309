using Microsoft.Data.SqlClient.Server;

namespace Federation.Ledger;

/// <summary>What a table type is called, and its columns.</summary>
internal interface ITableType
{
    string Name { get; }

    IReadOnlyList<SqlMetaData> Columns { get; }
}
