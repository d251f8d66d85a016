using System.Runtime.InteropServices;
using Ledger;

var folder = Environment.GetEnvironmentVariable("LEDGER_FOLDER") ?? "accounts";
var interval = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("LEDGER_INTERVAL") ?? "30"));
using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

do
{
    foreach (var file in Directory.GetFiles(folder, "*.txt").Order())
    {
        Console.WriteLine(Account.Read(file).Statement());
    }
}
while (!args.Contains("--once") && !stop.Token.WaitHandle.WaitOne(interval));
