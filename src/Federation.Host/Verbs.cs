using Federation.Gateway;
using Federation.Hosting;
using Federation.Identity;
using Federation.Ledger;
using Federation.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Host;

/// <summary>The verbs that do one thing and end.</summary>
internal static class Verbs
{
    public static async Task<int> MigrateAsync(HostSettings settings, CancellationToken cancel)
    {
        using var folder = DataFolder.Hold(settings.Deployment, settings.Databases);
        // Nothing of a module is started; a key is asked for only where one is used.
        var builder = ModulesApp.Builder(settings, settings.Deployment, AllianceKey.FromSecret(new byte[32]));
        AddDatabases(builder.Services, settings);
        await using var app = builder.Build();
        var applied = await Migrations.ApplyAsync(app.Services, settings.Deployment, cancel);
        Console.WriteLine(applied == 0 ? "The database is up to date." : $"{applied} migrations applied.");
        return 0;
    }

    /// <summary>Registers the databases of what is no module.</summary>
    private static void AddDatabases(IServiceCollection services, HostSettings settings)
    {
        if (settings.RunsWeb)
            WebModule.AddDatabase(services, settings.Deployment);
        if (settings.KeepsRequests)
            GatewayApp.AddDatabase(services, settings.Deployment);
    }

    /// <summary>Empties a sandbox's database. Production's is never emptied.</summary>
    public static async Task<int> ResetAsync(HostSettings settings, bool yes, CancellationToken cancel)
    {
        var deployment = settings.Deployment;
        if (!yes)
            throw new StartRefusedException(
                "reset deletes the sandbox's books and everything else of it: say so with --yes.");
        using var folder = DataFolder.Hold(deployment, settings.Databases);
        var builder = ModulesApp.Builder(settings, deployment, AllianceKey.FromSecret(new byte[32]));
        AddDatabases(builder.Services, settings);
        await using var app = builder.Build();
        await Migrations.ResetAsync(app.Services, deployment, cancel);
        Console.WriteLine("The sandbox's database is empty.");
        return 0;
    }

    /// <summary>An operator's word that the database's clock is right although it jumped ahead.</summary>
    public static async Task<int> AcceptClockAsync(HostSettings settings, CancellationToken cancel)
    {
        using var folder = DataFolder.Hold(settings.Deployment, settings.Databases);
        await using var app =
            ModulesApp.Builder(settings, settings.Deployment, AllianceKey.FromSecret(new byte[32])).Build();
        await (settings.Deployment.Database == DatabaseKind.Sqlite
            ? Migrations.ApplyAsync(app.Services, settings.Deployment, cancel)
            : Migrations.RequireAsync(app.Services, settings.Deployment, cancel));
        var (before, now) = await LedgerModule.AcceptClockAsync(app.Services, cancel);
        Console.WriteLine(
            $"The ledger saw the time {before:yyyy-MM-dd'T'HH:mm:ss'Z'} last; "
            + $"it goes on from {now:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        return 0;
    }

    public static int InitKey(HostSettings settings)
    {
        var path = Path.GetFullPath(settings.Deployment.KeyFile ?? settings.Deployment.PathInData("alliance.key"));
        if (File.Exists(path))
            throw new StartRefusedException(
                $"There is a key at '{path}' already; what it protects cannot be read with another.");
        try
        {
            AllianceKey.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key file '{path}' cannot be written: {e.Message}");
        }
        Console.WriteLine(
            $"The alliance's key is at '{path}'. Every process that runs modules needs the same file; a gateway alone "
            + $"does "
            + "not. Keep a copy in a safe place.");
        return 0;
    }

    public static async Task<int> BootstrapAdminAsync(
        HostSettings settings, string admin, string approver, CancellationToken cancel)
    {
        var deployment = settings.Deployment;
        // The names of the issuer's tokens play no part here; but the links are below the sign-in address, which is the
        // issuer's unless it is said.
        var isIssuerKnown = deployment.Issuer is not null;
        deployment.Issuer ??= "https://localhost";
        using var folder = DataFolder.Hold(deployment, settings.Databases);
        await using var app = ModulesApp.Builder(settings, deployment, AllianceKey.Load(deployment)).Build();
        await (deployment.Database == DatabaseKind.Sqlite
            ? Migrations.ApplyAsync(app.Services, deployment, cancel)
            : Migrations.RequireAsync(app.Services, deployment, cancel));
        // The database is sealed as production's, or as a sandbox's, by whoever uses it first.
        foreach (var module in settings.Modules)
            await module.Prepare(app.Services, deployment, cancel);
        var made = await BootstrapCredentials.CreateFirstAsync(app.Services, admin, approver, cancel);
        Console.WriteLine("These secrets are shown once:");
        foreach (var (role, credential) in new[] { ("admin", made.Admin), ("approver", made.Approver) })
            Console.WriteLine($"{role} client_id={credential.ClientId} client_secret={credential.ClientSecret}");
        var isAddressKnown = isIssuerKnown
            || app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.SignInAddress is not null;
        foreach (var (person, link) in made.Invitations)
            Console.WriteLine(
                $"{person} sets up how to sign in, once and within 7 days, at "
                + (isAddressKnown ? $"{link}" : $"{link.AbsolutePath} of the sign-in address"));
        return 0;
    }
}
