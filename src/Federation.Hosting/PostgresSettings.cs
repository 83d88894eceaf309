using Npgsql;

namespace Federation.Hosting;

/// <summary>How the modules' pooled connections to PostgreSQL are used, unless the connection string says otherwise.</summary>
public static class PostgresSettings
{
    private const int PreparedStatements = 100;

    /// <summary>Statements that come again are prepared. Nothing leaves settings behind in a session, so a connection is not reset when it is
    /// taken from the pool: that is a statement by itself each time.</summary>
    public static string? Pooled(string? connection)
    {
        if (connection is null)
            return null;
        var builder = new NpgsqlConnectionStringBuilder(connection);
        // ContainsKey would tell of each name that there is, given or not.
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = PreparedStatements;
        if (!builder.ShouldSerialize("No Reset On Close"))
            builder.NoResetOnClose = true;
        return builder.ToString();
    }
}
