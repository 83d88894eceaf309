using Npgsql;

namespace Federation.Hosting;

/// <summary>How the modules' connections to PostgreSQL are used.</summary>
public static class PostgresSettings
{
    /// <summary>
    /// How statements are planned: once, for lists of any length, since a plan for just this list takes longer to make
    /// than to run, and for a long one reads the whole table. By index wherever there is one: the plan may be made
    /// while the table is empty, and lasts. A table without one is small, and no reason to compile the statement.
    /// </summary>
    public const string Planning = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    private const int PreparedStatements = 100;

    /// <summary>For a pool, unless the connection string says otherwise: statements that come again are prepared.
    /// Nothing leaves settings behind in a session, so a connection is not reset when it is taken from the pool: that
    /// is a statement by itself each time.</summary>
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
        if (!builder.ShouldSerialize("Options"))
            builder.Options = Planning;
        return builder.ToString();
    }
}
