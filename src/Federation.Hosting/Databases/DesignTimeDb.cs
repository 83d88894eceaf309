using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Federation.Hosting;

/// <summary>Makes a context for <c>dotnet ef</c>: a subclass per database, each three lines in its module.</summary>
public abstract class DesignTimeDb<TDb>(DatabaseKind kind, string schema) : IDesignTimeDbContextFactory<TDb>
    where TDb : DbContext
{
    public TDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TDb>();
        var connection = kind is DatabaseKind.SqlServer ? "Server=design;Database=design"
            : "Host=design;Database=design";
        Databases.Use(options, new DeploymentOptions { Database = kind, Connection = connection }, schema);
        return (TDb)Activator.CreateInstance(typeof(TDb), options.Options)!;
    }
}
