using System.CommandLine;
using Federation.Partners.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>
/// <c>federation credentials propose</c> and <c>approve</c>: what one person cannot make alone. Each of the two gets
/// half of the secret, for the person whom the credential is for.
/// </summary>
internal static class CredentialProposals
{
    public static ExampleCommand Propose(Globals globals)
    {
        var parent = CredentialsCommand.ParentArgument();
        var role = new Option<string>("--role") { Description = "What its bearer is.", Required = true }
            .AcceptOnlyFromAmong([.. CredentialsCommand.Roles.Keys]);
        var name = new Option<string>(
            "--name")
        { Description = "What it is for, 1 to 100 characters.", Required = true };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "The scopes that it may ask for; all of the role's where left out.",
            AllowMultipleArgumentsPerToken = true,
        };
        var person = new Option<string?>("--person") { Description = "The person behind an alliance credential." };
        var command = new ExampleCommand(
            "propose",
            "Proposes a credential of the alliance, or of a brand that lost its own, and shows the first half of its "
            + "secret, once.",
            "credentials propose alliance --role alliance-approver --name \"second approver\" --person chen.wei",
            "credentials propose aster --role partner-admin --name \"back office\"")
        {
            parent, role, name, scopes, person,
        };
        globals.Run(command, "admin", async (session, parse, cancel) =>
        {
            var request = new ProposeCredentialRequest
            {
                RequestId = session.RequestId,
                Parent = CredentialsCommand.ParentOf(parse.GetValue(parent)!),
                Role = CredentialsCommand.Roles[parse.GetValue(role)!],
                DisplayName = parse.GetValue(name),
                Person = parse.GetValue(person) ?? "",
            };
            request.Scopes.Add(parse.GetValue(scopes) ?? []);
            var response = await session.Client.Credentials.ProposeCredentialAsync(request, cancellationToken: cancel);
            return session.Show(
                response, Half(response.Credential, "first half of the secret", response.ClientSecretPart));
        });
        return command;
    }

    public static ExampleCommand Approve(Globals globals)
    {
        var name = CredentialsCommand.NameArgument();
        var command = new ExampleCommand(
            "approve",
            "Approves a credential that another person proposed and shows the second half of its secret, once; the "
            + "secret is the "
            + "first half followed by the second.",
            "credentials approve alliance/credentials/alliance-abcdefghijkl") { name };
        globals.Run(command, "approver", async (session, parse, cancel) =>
        {
            var request = new ApproveCredentialRequest { RequestId = session.RequestId, Name = parse.GetValue(name) };
            var response = await session.Client.Credentials.ApproveCredentialAsync(request, cancellationToken: cancel);
            return session.Show(
                response, Half(response.Credential, "second half of the secret", response.ClientSecretPart));
        });
        return command;
    }

    private static Table Half(Credential credential, string column, string half) =>
        Tables.Of("credential", "client id", column, "role", "person").Row(
            credential.Name, credential.ClientId,
            half.Length > 0 ? half : "(shown before; if it was lost, revoke the credential and propose another)",
            credential.Role, credential.Person);
}
