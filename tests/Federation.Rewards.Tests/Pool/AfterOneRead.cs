using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Federation.Rewards.Tests;

/// <summary>Does something else between one read of a caller and what the caller does then.</summary>
internal sealed class AfterOneRead : DbCommandInterceptor
{
    private Func<Task>? next;

    /// <summary>What is done once, after the next read.</summary>
    public Func<Task> Next { set => next = value; }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result,
        CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref next, null) is { } work)
            await work();
        return result;
    }
}
