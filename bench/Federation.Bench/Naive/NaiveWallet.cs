using System.Text.RegularExpressions;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Bench;

internal sealed class NaiveWallet
{
    public int Id { get; set; }

    public long Balance { get; set; }
}
