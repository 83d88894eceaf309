using Federation.Partners.V1;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>A page of one credential of the person's own brand.</summary>
public abstract class CredentialOfBrand : StaffPage
{
    /// <summary>The credential's client id.</summary>
    [Parameter]
    public required string Id { get; set; }

    /// <summary>Null where the brand has none of this id.</summary>
    private protected Credential? Credential { get; private set; }

    protected override async Task LoadAsync()
    {
        for (var token = ""; Credential is null;)
        {
            var page = await Alliance.Client.Credentials.ListCredentialsAsync(
                new ListCredentialsRequest { Parent = Me!.Owner, PageSize = 1000, PageToken = token },
                cancellationToken: Alliance.Cancel);
            Credential = page.Credentials.FirstOrDefault(c => c.ClientId == Id);
            if ((token = page.NextPageToken).Length == 0)
                break;
        }
        if (Credential is null)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
