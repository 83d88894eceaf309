using System.Security.Cryptography;
using System.Text;

namespace Federation.Hosting;

/// <summary>The deployment's one secret, shared by its processes with modules. Every purpose has a key of its own,
/// derived by HKDF.</summary>
public sealed class AllianceKey
{
    private readonly byte[] secret;

    private AllianceKey(byte[] secret) => this.secret = secret;

    /// <summary>A key for one purpose, 32 bytes.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes("federation/" + purpose));

    public static AllianceKey FromSecret(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, 32);
        return new AllianceKey(secret);
    }

    /// <summary>Reads the key file; a sandbox makes it when there is none.</summary>
    /// <exception cref="StartRefusedException">There is no key, or it is not one.</exception>
    public static AllianceKey Load(DeploymentOptions options)
    {
        var path = options.KeyFile ?? options.PathInData("alliance.key");
        if (!File.Exists(path))
        {
            if (!options.Sandbox)
                throw new StartRefusedException(
                    $"There is no alliance key at '{path}'. Make one with 'federation-host init-key --data "
                    + $"{options.DataDirectory}' "
                    + "and give the same file to every process that runs modules.");
            Create(path);
        }
        try
        {
            return FromSecret(Convert.FromBase64String(File.ReadAllText(path).Trim()));
        }
        catch (Exception e) when (
            e is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The alliance key at '{path}' cannot be read: it must be 32 bytes in base64. {e.Message}");
        }
    }

    /// <summary>Makes a key file that its owner alone can read. Two processes that start at once agree on
    /// one.</summary>
    public static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var made = $"{path}.{Guid.NewGuid():N}";
        PrivateFile.Write(made, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        try
        {
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
