import '../lib/harden.ts'; console.log('x');
