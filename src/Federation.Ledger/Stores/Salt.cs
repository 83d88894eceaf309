namespace Federation.Ledger;

/// <summary>Chance that a group writes, for the leaves of the transparency log.</summary>
internal static class Salt
{
    public static byte[] New() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(16);
}
