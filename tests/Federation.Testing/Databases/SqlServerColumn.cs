namespace Federation.Testing;

/// <summary>A column of a table or of a table type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As it is declared, in lower case.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="HasDefault">Whether an insert may leave it out though it may not be null.</param>
public sealed record SqlServerColumn(string Name, string Type, bool Nullable, bool HasDefault);
