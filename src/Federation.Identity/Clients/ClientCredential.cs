using System.Text.Json;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>A client and its secret, to be shown once.</summary>
public sealed record ClientCredential(string ClientId, string ClientSecret);
