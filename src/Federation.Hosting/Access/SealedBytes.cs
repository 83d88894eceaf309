using System.Security.Cryptography;
using System.Text;

namespace Federation.Hosting;

/// <summary>Bytes that only who has a key can read or change: AES-GCM with a random nonce (12 bytes), then the tag
/// (16), then the cipher text.</summary>
public static class SealedBytes
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="key">32 bytes, for this purpose alone.</param>
    /// <param name="plain">What is sealed.</param>
    /// <param name="about">What it is about; opened with the same alone.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string about)
    {
        var bytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce, plain, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes),
            Encoding.UTF8.GetBytes(about));
        return bytes;
    }

    /// <returns>What was sealed; null where it was sealed with another key, about something else, or
    /// changed.</returns>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> bytes, string about)
    {
        if (bytes.Length < NonceBytes + TagBytes)
            return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes[NonceBytes..(NonceBytes + TagBytes)],
                plain, Encoding.UTF8.GetBytes(about));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
