using System.CommandLine;
using Federation.Partners.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary><c>federation credentials</c>: who may ask. A secret is shown once.</summary>
internal static class CredentialsCommand
{
    internal static readonly Dictionary<string, CredentialRole> Roles = new(StringComparer.Ordinal)
    {
        ["partner-service"] = CredentialRole.PartnerService,
        ["partner-admin"] = CredentialRole.PartnerAdmin,
        ["alliance-admin"] = CredentialRole.AllianceAdmin,
        ["alliance-approver"] = CredentialRole.AllianceApprover,
    };

    public static Command Build(Globals globals) =>
        new ExampleCommand("credentials", "The credentials of brands and of the alliance's people.")
    {
        Create(globals), CredentialProposals.Propose(globals), CredentialProposals.Approve(globals), List(globals),
        Rotate(globals), Revoke(globals),
    };

    /// <summary><c>federation token</c>: for calls by other means, for instance curl.</summary>
    public static Command Token(Globals globals)
    {
        var command = new ExampleCommand(
            "token", "Prints an access token; it lives for minutes.", "token", "token --as aster");
        globals.Run(command, "admin", async (session, _, cancel) =>
        {
            session.Output.WriteLine(await session.Client.GetAccessTokenAsync(cancel));
            return ExitCodes.Done;
        });
        return command;
    }

    private static ExampleCommand Create(Globals globals)
    {
        var parent = ParentArgument();
        var role = new Option<string>(
            "--role")
        { Description = "What its bearer is.", Required = true }.AcceptOnlyFromAmong([.. Roles.Keys]);
        var name = new Option<string>(
            "--name")
        { Description = "What it is for, 1 to 100 characters.", Required = true };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "The scopes that it may ask for; all of the role's where left out.",
            AllowMultipleArgumentsPerToken = true,
        };
        var save = SavedCredential.Option();
        var command = new ExampleCommand(
            "create",
            "Creates a brand's credential and shows its secret, once, or saves it. The brand's admin makes any; the "
            + "alliance makes the first.",
            "credentials create aster --role partner-service --name tills --as aster-admin --save aster-tills")
        {
            parent, role, name, scopes, save,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var saved = SavedCredential.Of(session, parse.GetValue(save));
            var request = new CreateCredentialRequest
            {
                RequestId = session.RequestId,
                Parent = ParentOf(parse.GetValue(parent)!),
                Role = Roles[parse.GetValue(role)!],
                DisplayName = parse.GetValue(name),
            };
            request.Scopes.Add(parse.GetValue(scopes) ?? []);
            var response = await session.Client.Credentials.CreateCredentialAsync(request, cancellationToken: cancel);
            if (saved is not null)
                return saved.Keep(response.Credential, response.ClientSecret);
            return session.Show(response, OneWithSecret(response.Credential, response.ClientSecret));
        });
        return command;
    }

    private static ExampleCommand List(Globals globals)
    {
        var (parent, limit) = (ParentArgument(), Globals.Limit());
        var command = new ExampleCommand(
            "list", "Lists credentials, oldest first, never with a secret.", "credentials list aster",
            "credentials list alliance")
        {
            parent, limit,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var found = await Pages.ReadAsync(
                parse.GetValue(limit), (size, token) => session.Client.Credentials.ListCredentialsAsync(
                new ListCredentialsRequest
                {
                    Parent = ParentOf(parse.GetValue(parent)!),
                    PageSize = size,
                    PageToken = token
                },
                cancellationToken: cancel));
            var table = Tables.Of(
                "credential", "client id", "for", "role", "person", "state", "since", "created by", "approved by",
                "recovery", "last used");
            foreach (var c in found.Credentials)
                table.Row(
                    c.Name, c.ClientId, c.DisplayName, c.Role, c.Person, StateOf(c), c.CreateTime, c.Creator,
                    c.Approver,
                    c.Recovery ? "by the alliance" : "", c.LastUseTime);
            return session.Show(found, table);
        });
        return command;
    }

    private static ExampleCommand Rotate(Globals globals)
    {
        var (name, save) = (NameArgument(), SavedCredential.Option());
        var command = new ExampleCommand(
            "rotate", "Gives a credential a new secret, and shows it, once, or saves it; the old one stops working.",
            "credentials rotate partners/aster/credentials/aster-iwissayoeerj --save aster-tills") { name, save };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var saved = SavedCredential.Of(session, parse.GetValue(save), mayReplace: true);
            var request = new RotateCredentialRequest { RequestId = session.RequestId, Name = parse.GetValue(name) };
            var response = await session.Client.Credentials.RotateCredentialAsync(request, cancellationToken: cancel);
            if (saved is not null)
                return saved.Keep(response.Credential, response.ClientSecret);
            return session.Show(response, OneWithSecret(response.Credential, response.ClientSecret));
        });
        return command;
    }

    private static ExampleCommand Revoke(Globals globals)
    {
        var name = NameArgument();
        var command = new ExampleCommand(
            "revoke", "Revokes a credential: it gets no new token, and those it has are refused within a second.",
            "credentials revoke partners/aster/credentials/aster-iwissayoeerj") { name };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new RevokeCredentialRequest { RequestId = session.RequestId, Name = parse.GetValue(name) };
            var response = await session.Client.Credentials.RevokeCredentialAsync(request, cancellationToken: cancel);
            var c = response.Credential;
            return session.Show(
                response, Tables.Of("credential", "client id", "revoked").Row(c.Name, c.ClientId, c.Revoked));
        });
        return command;
    }

    internal static Argument<string> ParentArgument() => new("owner") { Description = "A partner's id, or alliance." };

    internal static Argument<string> NameArgument() =>
        new("credential") { Description = "partners/{p}/credentials/{id}, or alliance/credentials/{id}." };

    internal static string ParentOf(string owner) =>
        owner == ResourceNames.Alliance || owner.Contains('/', StringComparison.Ordinal)
            ? owner
            : ResourceNames.Partner(owner);

    private static string StateOf(Credential credential) =>
        credential.Revoked ? "revoked" : credential.Pending ? "proposed" : "works";

    private static Table OneWithSecret(Credential credential, string secret) =>
        Tables.Of("credential", "client id", "client secret", "role")
        .Row(credential.Name, credential.ClientId,
            secret.Length > 0 ? secret : "(shown before; if it was lost, revoke it and make another)", credential.Role);
}
