using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Cli;

/// <summary>
/// The file with the token endpoint and the credentials: <c>{"token_endpoint", "alliance": {"admin": {"client_id",
/// "client_secret"}, "approver": ...}, "partners": {"aster": ...}}</c>. Only its owner can read it.
/// </summary>
internal sealed class CredentialsFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly JsonObject root;

    private CredentialsFile(string path, JsonObject root, Uri tokenEndpoint) =>
        (Path, this.root, TokenEndpoint) = (path, root, tokenEndpoint);

    public string Path { get; }

    public Uri TokenEndpoint { get; }

    public IReadOnlyList<string> Partners => NamesIn("partners");

    public IReadOnlyList<string> Names => [.. NamesIn("alliance"), .. Partners];

    public static CredentialsFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException(
                $"There is no credentials file {path}: start the alliance first (./run.sh makes it), or name it with --credentials.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The credentials file {path} cannot be read: {e.Message}");
        }
    }

    internal static CredentialsFile Parse(string path, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject root)
                throw new BadInputException($"{path} is not a credentials file: it holds no JSON object.");
            if (!Uri.TryCreate(root["token_endpoint"]?.GetValue<string>(), UriKind.Absolute, out var endpoint))
                throw new BadInputException($"{path} is not a credentials file: token_endpoint is missing or no address.");
            return new CredentialsFile(path, root, endpoint);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadInputException($"{path} is not a credentials file: {e.Message}");
        }
    }

    /// <summary>An alliance credential, <c>admin</c> or <c>approver</c>, or a partner's.</summary>
    public (string ClientId, string ClientSecret)? Find(string name)
    {
        var entry = root["alliance"]?[name] ?? root["partners"]?[name];
        return entry?["client_id"]?.GetValue<string>() is { Length: > 0 } id
            && entry["client_secret"]?.GetValue<string>() is { Length: > 0 } secret
            ? (id, secret)
            : null;
    }

    /// <summary>Keeps a partner's credential: the file is replaced whole, or not at all.</summary>
    public void SavePartner(string partner, string clientId, string clientSecret)
    {
        if (root["partners"] is not JsonObject partners)
            root["partners"] = partners = [];
        partners[partner] = new JsonObject { ["client_id"] = clientId, ["client_secret"] = clientSecret };
        var written = $"{Path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(written, options))
            {
                JsonSerializer.Serialize(stream, root, Indented);
                stream.Flush(flushToDisk: true);
            }
            File.Move(written, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The credentials file {Path} cannot be written: {e.Message}");
        }
    }

    private IReadOnlyList<string> NamesIn(string section) =>
        root[section] is JsonObject entries ? [.. entries.Select(e => e.Key)] : [];
}
