console.log('br')
