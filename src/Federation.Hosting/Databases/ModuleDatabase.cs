namespace Federation.Hosting;

/// <summary>One module's database, for the verb <c>migrate</c>.</summary>
public sealed record ModuleDatabase(string Schema, Type DbType);
