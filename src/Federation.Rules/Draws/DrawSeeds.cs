namespace Federation.Rules;

/// <summary>What a draw is bound to before its tickets are known, and what its picks follow from. Pure.</summary>
public static class DrawSeeds
{
    /// <summary>The bytes of a draw's secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>What is published when the draw is made: whoever knows the secret cannot choose another one
    /// later.</summary>
    /// <param name="draw">The draw, <c>partners/{p}/draws/{id}</c>.</param>
    /// <param name="secret">32 random bytes.</param>
    public static byte[] CommitmentOf(string draw, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretBytes, nameof(secret));
        using var hash = new DrawHash();
        return hash.Add("federation/draw/1/commit").Add(draw).Add(secret).Result();
    }

    /// <summary>What the picks follow from.</summary>
    /// <param name="draw">The draw, <c>partners/{p}/draws/{id}</c>.</param>
    /// <param name="secret">Its secret, whose commitment was published when it was made.</param>
    /// <param name="root">The root over its tickets, published when it closed.</param>
    /// <param name="tickets">How many there are.</param>
    /// <param name="publicValue">A value that nobody knew before the draw closed, as it was announced; empty for a draw
    /// without one.</param>
    public static byte[] SeedOf(
        string draw, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> root, long tickets, string publicValue)
    {
        using var hash = new DrawHash();
        return hash.Add("federation/draw/1/seed").Add(draw).Add(CommitmentOf(draw, secret)).Add(secret).Add(root)
            .Add(tickets).Add(publicValue).Result();
    }
}
