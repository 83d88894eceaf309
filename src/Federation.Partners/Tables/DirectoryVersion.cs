namespace Federation.Partners;

/// <summary>One row: how often brands, coins or merchants have changed, from 1 on.</summary>
public sealed class DirectoryVersion
{
    public int Id { get; init; }

    public long Version { get; init; }
}
