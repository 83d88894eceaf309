using System.Security.Cryptography;
using Federation.Hosting;

namespace Federation.Web;

/// <summary>The key that the pages' nodes share: it encrypts the keys that seal sessions. It opens nothing of the
/// alliance's.</summary>
internal sealed class WebKey
{
    private const int KeyBytes = 32;

    /// <summary>The key encrypts nothing else.</summary>
    private const string About = "";

    private readonly byte[] secret;

    private WebKey(byte[] secret) => this.secret = secret;

    /// <summary>As configured; a sandbox makes the file when there is none.</summary>
    /// <exception cref="StartRefusedException">There is no key, or it is not one.</exception>
    public static WebKey Load(WebOptions options, DeploymentOptions deployment)
    {
        if (options.Key is { } given)
            return Parse(given, WebOptions.Section + ":" + nameof(WebOptions.Key));
        var path = options.KeyFile ?? deployment.PathInData("web.key");
        if (!File.Exists(path))
        {
            if (!deployment.Sandbox)
                throw new StartRefusedException(
                    $"There is no key for the pages' sessions at '{path}': give {WebOptions.Section}:"
                    + $"{nameof(WebOptions.Key)}, or {nameof(WebOptions.KeyFile)}, 32 random bytes in base64, the same "
                    + "to every node of the pages. It is not the alliance's key.");
            AllianceKey.Create(path);
        }
        try
        {
            return Parse(File.ReadAllText(path), $"the file '{path}'");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key for the pages' sessions cannot be read: {e.Message}");
        }
    }

    public byte[] Encrypt(ReadOnlySpan<byte> plain) => SealedBytes.Seal(secret, plain, About);

    /// <exception cref="CryptographicException">It was encrypted with another key, or changed.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> all) => SealedBytes.Open(secret, all, About)
        ?? throw new CryptographicException("It was encrypted with another key, or changed.");

    private static WebKey Parse(string text, string where)
    {
        var bytes = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeyBytes
            ? new WebKey(bytes[..KeyBytes])
            : throw new StartRefusedException($"The key in {where} must be 32 bytes in base64.");
    }
}
