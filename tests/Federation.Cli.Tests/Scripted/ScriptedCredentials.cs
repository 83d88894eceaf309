using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Credentials: each new secret is <c>s3cret</c>.</summary>
internal sealed class ScriptedCredentials(ScriptedAnswers directory) : CredentialService.CredentialServiceBase
{
    public const string Secret = "s3cret";

    public override Task<CreateCredentialResponse> CreateCredential(CreateCredentialRequest request,
        ServerCallContext context) =>
        directory.Answer(request, () => new CreateCredentialResponse
        {
            Credential = new Credential
            {
                Name = request.Parent + "/credentials/1",
                ClientId = "new-client",
                Role = request.Role,
            },
            ClientSecret = Secret,
        });

    public override Task<RotateCredentialResponse> RotateCredential(RotateCredentialRequest request,
        ServerCallContext context) =>
        directory.Answer(request, () => new RotateCredentialResponse
        {
            Credential = new Credential { Name = request.Name, ClientId = "new-client" },
            ClientSecret = Secret + "-2",
        });
}
