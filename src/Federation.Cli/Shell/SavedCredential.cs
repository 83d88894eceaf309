using System.CommandLine;
using Federation.Partners.V1;

namespace Federation.Cli;

/// <summary>A new secret that goes into the credentials file, and then nowhere else.</summary>
internal sealed class SavedCredential
{
    private readonly Session session;
    private readonly string name;
    private readonly bool mayReplace;

    private SavedCredential(Session session, string name, bool mayReplace) =>
        (this.session, this.name, this.mayReplace) = (session, name, mayReplace);

    public static Option<string?> Option() => new("--save")
    {
        Description = "Writes the secret into the credentials file under this name, for --as, and does not print it.",
        HelpName = "NAME",
    };

    /// <summary>What <c>--save</c> asks for, checked before anything is sent; null where it was not given.</summary>
    /// <param name="session">The run.</param>
    /// <param name="name">The name in the file.</param>
    /// <param name="mayReplace">Whether the name may be taken: by the credential that gets a new secret.</param>
    /// <exception cref="BadInputException">The name is none, or another credential has it.</exception>
    public static SavedCredential? Of(Session session, string? name, bool mayReplace = false)
    {
        if (name is null)
            return null;
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new BadInputException(
                $"--save: '{name}' is not a name: 1 to 64 of letters, digits, '-', '_' and '.'.");
        if (!mayReplace && session.Credentials.Has(name))
            throw Taken(session.Credentials.Path, name);
        return new SavedCredential(session, name, mayReplace);
    }

    /// <summary>Saves the secret, and says where.</summary>
    public int Keep(Credential credential, string secret)
    {
        var again = ProgramName.In($"federation credentials rotate {credential.Name} --save {name}");
        if (secret.Length == 0)
            throw new StoppedException(
                $"The answer has no secret, so nothing was saved: a secret is answered once. Make a new one: {again}");
        try
        {
            // The file may have changed since it was read.
            var file = CredentialsFile.Read(session.Credentials.Path);
            if (file.Has(name) && !(mayReplace && file.Find(name)?.ClientId == credential.ClientId))
                throw Taken(file.Path, name);
            file.Save(name, PartnerOf(credential.Name), credential.ClientId, secret);
        }
        catch (BadInputException e)
        {
            throw new StoppedException(
                $"The credential {credential.Name} has a new secret, which was not saved. {e.Message} "
                + $"Then make another one: {again}");
        }
        return session.Show(credential, Tables.Of("credential", "client id", "role", "saved as", "in")
            .Row(credential.Name, credential.ClientId, credential.Role, name, session.Credentials.Path));
    }

    private static BadInputException Taken(string path, string name) =>
        new($"--save: {path} has a credential '{name}' already. Choose another name.");

    /// <summary>The partner's id of <c>partners/{p}/credentials/{id}</c>; null for the alliance's.</summary>
    private static string? PartnerOf(string credential) =>
        credential.StartsWith(ResourceNames.Partners, StringComparison.Ordinal)
            ? ResourceNames.FirstId(credential)
            : null;
}
