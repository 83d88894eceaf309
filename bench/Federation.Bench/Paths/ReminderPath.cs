using System.Diagnostics;
using Federation.Client;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Npgsql;

namespace Federation.Bench;

/// <summary>Members whose coins all expire on one day, and who are reminded 30, 7 and 1 days before. What counts is the
/// time from the moment at which reminders are due until all are written, with what waits for the next sweep.</summary>
internal sealed class ReminderPath(GrpcPaths host, string connection)
{
    // The coin's rule says 180.
    private static readonly int[] Days = [155, 175, 179];

    /// <summary>Gives each member coins, and lets the brand send nothing but reminders.</summary>
    public async Task PrepareAsync()
    {
        await host.Brand.Messages.SetMessageSettingsAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            Settings = new() { TimeZone = "Europe/London", Language = "en", Off = { MessageKind.CoinsChanged } },
        });
        await host.GiveAsync(100);
    }

    /// <summary>How many reminders were written a second, of each of the three.</summary>
    public async Task<IReadOnlyList<double>> RunAsync()
    {
        using var admin = host.As("admin");
        var begin = (await admin.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        var rates = new List<double>();
        foreach (var day in Days)
        {
            var before = await CountAsync(database);
            await admin.Clock.AdvanceClockAsync(
                new() { RequestId = RequestIds.New(), Now = begin.AddDays(day).ToTimestamp() });
            var watch = Stopwatch.StartNew();
            while (await CountAsync(database) < before + host.Members.Count)
                await Task.Delay(100);
            rates.Add(host.Members.Count / watch.Elapsed.TotalSeconds);
        }
        return rates;
    }

    private static async Task<long> CountAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM messages.messages", database);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
