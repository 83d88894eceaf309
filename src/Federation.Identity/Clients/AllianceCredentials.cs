using System.Text.Json;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>The first two credentials of an alliance: one proposes and runs, the other approves.</summary>
public sealed record AllianceCredentials(ClientCredential Admin, ClientCredential Approver);
