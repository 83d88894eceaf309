namespace Federation.Hosting;

/// <summary>What a deployment is: configuration section <c>Federation</c>.</summary>
public sealed class DeploymentOptions
{
    public const string Section = "Federation";

    /// <summary>A sandbox has an alliance clock that an admin moves, and demo credentials. Chosen when the database is
    /// created; cannot be undone.</summary>
    public bool Sandbox { get; set; }

    /// <summary>Where the embedded databases, the key and the sandbox's credentials lie.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The database. Default: the embedded one.</summary>
    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>The connection string; not used by the embedded database.</summary>
    public string? Connection { get; set; }

    /// <summary>The connection string of a database that needs one.</summary>
    /// <exception cref="StartRefusedException">There is none.</exception>
    public string RequireConnection() => Connection
        ?? throw new StartRefusedException($"Federation:Connection must say where the {Database} database is.");

    /// <summary>File with the alliance's key, 32 bytes in base64. All keys that processes share derive from it.
    /// Default: <c>alliance.key</c> in the data directory, made at the first start of a sandbox.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Where each module answers, by the module's name. Those of this process are filled in by the
    /// host.</summary>
    public Dictionary<string, string> Peers { get; } = new(StringComparer.Ordinal);

    /// <summary>The token issuer that tokens must name.</summary>
    public string? Issuer { get; set; }

    /// <summary>Where the issuer's OpenID Connect metadata is read, if not below the issuer itself.</summary>
    public string? MetadataAddress { get; set; }

    /// <summary>The settlement asset's ISO 4217 code.</summary>
    public string SettlementCurrency { get; set; } = "GBP";

    /// <summary>How many decimal places a settlement unit has: 0 to 9. With 4 the unit of GBP is a hundredth of a
    /// penny. Values on boards and all positions are in this unit: never change it.</summary>
    public int SettlementScale { get; set; } = 4;

    /// <summary>Settlement money as people read it.</summary>
    public SettlementMoney SettlementMoney => new(SettlementCurrency, SettlementScale);

    /// <summary>How old the directory of brands, coins and merchants may grow when its module does not
    /// answer.</summary>
    public TimeSpan DirectoryMaxAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest deadline of a call; also used where the caller set none.</summary>
    public TimeSpan MaxDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest message that a module takes, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 4 << 20;

    public string PathInData(string file) => Path.Combine(DataDirectory, file);
}
